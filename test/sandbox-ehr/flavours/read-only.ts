import { allowing } from "./allowing.ts";
import type { Flavour, Trait } from "./flavour.ts";

/** What may be read, and nothing of it written. */
const reads = {
  AllergyIntolerance: "rs",
  Binary: "r",
  CarePlan: "rs",
  CareTeam: "rs",
  Condition: "rs",
  Coverage: "rs",
  DocumentReference: "rs",
  Encounter: "rs",
  Goal: "rs",
  Location: "rs",
  MedicationRequest: "rs",
  Observation: "rs",
  Organization: "rs",
  Patient: "rs",
  Practitioner: "rs",
  Procedure: "rs",
  Provenance: "rs",
  QuestionnaireResponse: "rs",
  RelatedPerson: "rs",
  ServiceRequest: "rs",
} as const;

const nextGen = "NextGen Enterprise R4 CapabilityStatement, 2026 capture";
const questioning = "athenahealth, eClinicalWorks and Meditech R4 CapabilityStatements, 2026 captures";

const nothingBeyond = (statement: string): Readonly<Record<string, Trait>> => ({
  ifNoneExistIgnored: { source: `${statement}, conditionalCreate not listed`, conditionalCreate: "ignored" },
  noPatch: { source: `${statement}, no patchFormat`, patchFormats: [] },
  noBatchOrTransaction: { source: `${statement}, no system interaction`, bundles: [] },
});

/** Takes nothing at all; what an app has to say leaves it on paper. */
export const readOnly: Flavour = {
  name: "read-only",
  title: "Read-only (NextGen-like)",
  traits: {
    listedInteractionsOnly: { source: nextGen, ...allowing(reads) },
    ...nothingBeyond(nextGen),
  },
};

/** Takes answers to a questionnaire, and nothing else. */
export const readOnlyWithQuestionnaires: Flavour = {
  name: "read-only-questionnaires",
  title: "Read-only but for questionnaires (athenahealth-, eClinicalWorks-, Meditech-like)",
  traits: {
    listedInteractionsOnly: {
      source: `${questioning}: QuestionnaireResponse alone has create`,
      ...allowing({ ...reads, QuestionnaireResponse: "crs", Questionnaire: "rs" }),
    },
    ...nothingBeyond(questioning),
  },
};
