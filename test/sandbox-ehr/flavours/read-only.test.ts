import { expect } from "vitest";
import { taskFor } from "../fresh-sandbox.ts";
import { lettersPromised, noteBy } from "./flavoured-chart.ts";
import { meditech, readOnly, readOnlyWithQuestionnaires } from "./read-only.ts";
import { seeTraits, type TraitTests } from "./seen-traits.ts";

const subject = { reference: "Patient/p01" };
const answers = {
  resourceType: "QuestionnaireResponse" as const,
  status: "completed" as const,
  identifier: { system: "urn:x", value: "once" },
  subject,
};
const message = {
  resourceType: "Communication" as const,
  status: "completed" as const,
  subject,
};

const atOnce: TraitTests = {
  noPatch: async ({ json }) => {
    expect(await json("metadata")).not.toHaveProperty("patchFormat");
  },
  noBatchOrTransaction: async ({ fhir }) => {
    for (const type of ["batch", "transaction"]) {
      const body = { resourceType: "Bundle", type, entry: [] };
      expect((await fhir("", { method: "POST", body })).status).toBeGreaterThanOrEqual(400);
    }
  },
};

const unconditional: TraitTests = {
  ifNoneExistIgnored: async ({ json, post }) => {
    const headers = { "if-none-exist": "identifier=urn:x|once" };
    const statuses = [(await post(answers, headers)).status, (await post(answers, headers)).status];
    expect(statuses).toEqual([201, 201]);
    expect(JSON.stringify(await json("metadata"))).not.toContain('"conditionalCreate":true');
  },
};

/** What every one of them offers, in first letters: create, read, search, update. */
const alike = {
  ...{ AllergyIntolerance: "rs", CarePlan: "rs", CareTeam: "rs", Claim: "", Condition: "rs", Consent: "" },
  ...{ Coverage: "rs", DocumentReference: "rs", Encounter: "rs", EpisodeOfCare: "", Goal: "rs", List: "" },
  ...{ MedicationRequest: "rs", Observation: "rs", Patient: "rs", Practitioner: "rs", Procedure: "rs" },
  ServiceRequest: "rs",
};
const asks = [noteBy("rn-1"), answers, message, taskFor("p01")];

/** What else an EHR offers, and what an app meets that creates a note, answers, a message or a task. */
function listed(others: Readonly<Record<string, string>>, created: readonly number[]): TraitTests {
  return {
    listedInteractionsOnly: async ({ fhir, json, post, put }) => {
      const offered = { ...alike, ...others };
      expect(await lettersPromised(fhir, Object.keys(offered))).toEqual(offered);
      expect((await fhir("Condition?patient=p01")).status).toBe(200);
      expect((await put("CarePlan/plan", await json("CarePlan/plan"))).status).toBe(405);
      const met: number[] = [];
      for (const resource of asks) met.push((await post(resource)).status);
      expect(met).toEqual(created);
    },
  };
}

seeTraits(readOnly, {
  ...listed(
    {
      ...{ Communication: "", PractitionerRole: "rs", Provenance: "rs", Task: "" },
      QuestionnaireResponse: "rs",
    },
    [405, 405, 404, 404],
  ),
  ...atOnce,
});

seeTraits(readOnlyWithQuestionnaires, {
  ...listed(
    { Communication: "", PractitionerRole: "", Provenance: "rs", QuestionnaireResponse: "crs", Task: "" },
    [405, 201, 404, 404],
  ),
  ...atOnce,
  ...unconditional,
});

seeTraits(meditech, {
  ...listed(
    {
      Communication: "crs",
      PractitionerRole: "rs",
      Provenance: "r",
      QuestionnaireResponse: "crsu",
      Task: "r",
    },
    [405, 201, 201, 405],
  ),
  ...atOnce,
  ...unconditional,
});
