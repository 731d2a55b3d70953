import type { Encounter } from "fhir/r4";
import type { DiseaseName } from "./diseases.ts";

/** How one line of the patient table departs from a plain active, confirmed problem. */
export interface ProblemPlan {
  readonly disease: DiseaseName;
  readonly clinical?: "active" | "resolved" | "inactive" | "recurrence";
  readonly verification?: "confirmed" | "provisional" | "entered-in-error";
  readonly category?: "problem-list-item" | "encounter-diagnosis";
  /** Codes it in SNOMED CT alone, though the catalogue knows more. */
  readonly snomedOnly?: boolean;
  /** Whole years since it began; default 4. */
  readonly years?: number;
}

/** One visit or stay. `cpt` is the billing code where the visit's type carries one. */
export interface VisitPlan {
  readonly daysAgo?: number;
  /** Instead of daysAgo: a day of the month before the current one. */
  readonly lastMonthDay?: number;
  /** For a stay: how many nights. */
  readonly nights?: number;
  readonly cpt?: string;
  readonly kind: string;
  readonly class?: "AMB" | "IMP" | "VR";
  /** `pr-1` when absent; null is a clinician of another practice. */
  readonly by?: "pr-1" | null;
  readonly status?: Encounter["status"];
}

export type CoverageKind = "medicare" | "medicare_part_a_only" | "medicare_advantage" | "private";

export interface PatientPlan {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly gender: "female" | "male";
  readonly age: number;
  readonly problems: readonly (DiseaseName | ProblemPlan)[];
  readonly visits: readonly VisitPlan[];
  readonly coverage: CoverageKind | null;
  /** A care plan another system keeps in this chart. */
  readonly foreignPlan?: boolean;
  readonly diedDaysAgo?: number;
}
