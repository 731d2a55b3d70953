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
  /** Years since it began; default 4. */
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
  readonly class?: "AMB" | "IMP" | "VR" | "HH";
  /** It goes on at this moment: no end, and in progress. */
  readonly ongoing?: boolean;
  /** What it was for. */
  readonly reason?: DiseaseName;
  /** `pr-1` when absent; null is a clinician of another practice. */
  readonly by?: "pr-1" | null;
  readonly status?: Encounter["status"];
}

export type CoverageKind = "medicare" | "medicare_part_a_only" | "medicare_advantage" | "private";

/** Another record of the same person, and what the practice did about it. */
export interface PatientLink {
  readonly other: string;
  readonly type: "replaced-by" | "replaces";
}

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
  /** Agreed to the practice's privacy notice, which is no consent to care management. */
  readonly privacyConsent?: boolean;
  readonly diedDaysAgo?: number;
  /** Registered twice: the patient whose name and birthday this record repeats. */
  readonly samePersonAs?: string;
  readonly link?: PatientLink;
}
