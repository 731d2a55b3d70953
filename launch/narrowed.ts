import type { ChartType, Narrowed } from "../server/contract/index.ts";
import { granted, type ScopeInteraction } from "./scopes.ts";

const onResource = /^(?:patient|user)\/([A-Z][A-Za-z]*)\./;

interface Capability {
  readonly verb: "read" | "write";
  readonly interactions: readonly ScopeInteraction[];
}

const capabilities: readonly Capability[] = [
  { verb: "read", interactions: ["r", "s"] },
  { verb: "write", interactions: ["c", "u"] },
];

/**
 * What was asked for and not given, per resource type and reading or writing: asking proves nothing, the token
 * response does. Rights nobody asked for are not missed.
 */
export function narrowed(asked: readonly string[], given: readonly string[]): Narrowed[] {
  const types = [...new Set(asked.flatMap((scope) => onResource.exec(scope)?.[1] ?? []))];
  return types.flatMap((type) =>
    capabilities.flatMap(({ verb, interactions }) => {
      const wanted = interactions.filter((one) => granted(asked, type, one) !== "none");
      const lost = wanted.filter((one) => falls(asked, given, { type, interaction: one }));
      if (lost.length === 0) return [];
      const some = lost.every((one) => granted(given, type, one) === "some");
      const what = `${verb} ${type}${some ? ", but for some of them" : ""}`;
      return [{ what, means: verb === "read" ? withoutReading(type, some) : withoutWriting(type) }];
    }),
  );
}

const worth = { none: 0, some: 1, all: 2 } as const;

function falls(
  asked: readonly string[],
  given: readonly string[],
  { type, interaction }: { readonly type: string; readonly interaction: ScopeInteraction },
): boolean {
  return worth[granted(given, type, interaction)] < worth[granted(asked, type, interaction)];
}

/** What each type stands for on screen. */
const subjects: Readonly<Record<ChartType, string>> & Readonly<Record<string, string>> = {
  Patient: "who the patient is",
  Condition: "the patient's conditions",
  Consent: "consents",
  CarePlan: "care plans",
  Encounter: "visits",
  Task: "recorded time, enrolment and closed months",
  Coverage: "insurance",
  Goal: "goals",
  CareTeam: "the care team",
  MedicationRequest: "medications",
  AllergyIntolerance: "allergies",
  Procedure: "procedures",
  Observation: "results",
  DocumentReference: "notes",
  QuestionnaireResponse: "filled-in forms",
};

function withoutReading(type: string, some: boolean): string {
  const subject = subjects[type] ?? `${type} resources`;
  return some
    ? `CareMonth sees only a part of ${subject}, so what it does not see counts as not known.`
    : `CareMonth cannot see ${subject}: not known, which is not the same as none.`;
}

const unwritten: Readonly<Record<string, string>> = {
  Task: "The month and its time cannot be recorded in the EHR from here.",
  CarePlan: "The month cannot be named in the care plan.",
  Consent: "Consent cannot be recorded in the EHR from here.",
  DocumentReference: "Notes cannot be filed in the EHR from here.",
};

function withoutWriting(type: string): string {
  return unwritten[type] ?? `Nothing can be written to the EHR as ${type} from here.`;
}
