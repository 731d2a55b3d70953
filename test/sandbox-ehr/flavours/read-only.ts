import { allowing } from "./allowing.ts";
import type { Flavour, Trait } from "./flavour.ts";

/** What each of them lets an app read; of some the captures say nothing, and they are readable here. */
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
/** Of these no capture at hand says what it offers. */
const ours = "that Binary, Location, Organization and RelatedPerson can be read is ours";

const nextGen = "NextGen Enterprise R4 CapabilityStatement, 2026 capture";
const questioning = "athenahealth and eClinicalWorks R4 CapabilityStatements, 2026 captures";
const meditechStatement = "Meditech R4 CapabilityStatement, 2026 capture";

const nothingAtOnce = (statement: string): Readonly<Record<string, Trait>> => ({
  noPatch: { source: `${statement}, no patchFormat`, patchFormats: [] },
  noBatchOrTransaction: { source: `${statement}, no system interaction`, bundles: [] },
});

const unconditional = (statement: string): Readonly<Record<string, Trait>> => ({
  ifNoneExistIgnored: { source: `${statement}, conditionalCreate not listed`, conditionalCreate: "ignored" },
});

/** Takes nothing at all; what an app has to say leaves it on paper. */
export const readOnly: Flavour = {
  name: "read-only",
  title: "Read-only (NextGen-like)",
  traits: {
    listedInteractionsOnly: {
      source: `${nextGen}; ${ours}`,
      ...allowing({ ...reads, PractitionerRole: "rs" }),
    },
    ...nothingAtOnce(nextGen),
  },
};

/** Takes answers to a questionnaire, and nothing else. */
export const readOnlyWithQuestionnaires: Flavour = {
  name: "read-only-questionnaires",
  title: "Read-only but for questionnaires (athenahealth-, eClinicalWorks-like)",
  traits: {
    listedInteractionsOnly: {
      source: [
        `${questioning}: QuestionnaireResponse alone has create`,
        "simplified: as athenahealth no PractitionerRole and no Claim, of which eClinicalWorks lets read both",
        `${ours}, and so is Questionnaire`,
      ].join("; "),
      ...allowing({ ...reads, QuestionnaireResponse: "crs", Questionnaire: "rs" }),
    },
    ...unconditional(questioning),
    ...nothingAtOnce(questioning),
  },
};

/** Takes answers and changes of them, and messages; Task and Provenance can be read by id alone. */
export const meditech: Flavour = {
  name: "meditech",
  title: "Read-only but for questionnaires and messages (Meditech-like)",
  traits: {
    listedInteractionsOnly: {
      source: `${meditechStatement}; ${ours}, and so is Questionnaire`,
      ...allowing({
        ...reads,
        Communication: "crs",
        PractitionerRole: "rs",
        Provenance: "r",
        Questionnaire: "rs",
        QuestionnaireResponse: "crsu",
        Task: "r",
      }),
    },
    ...unconditional(meditechStatement),
    ...nothingAtOnce(meditechStatement),
  },
};
