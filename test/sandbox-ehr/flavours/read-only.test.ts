import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "../authorize.ts";
import type { FhirFetch } from "../fresh-sandbox.ts";
import { inChart, noteBy, promised } from "./flavoured-chart.ts";
import { readOnly, readOnlyWithQuestionnaires } from "./read-only.ts";

const answers = {
  resourceType: "QuestionnaireResponse",
  status: "completed",
  subject: { reference: "Patient/p01" },
};

describe.each([
  [readOnly, 405],
  [readOnlyWithQuestionnaires, 201],
])("$name shows", (flavour, answered) => {
  let registered: Registered;
  let fhir: FhirFetch;
  beforeAll(async () => {
    ({ registered, fhir } = await inChart(flavour));
  });
  afterAll(() => registered.sandbox.close());

  const post = (type: string, body: object, headers = {}) => fhir(type, { method: "POST", body, headers });

  /** A test for each trait, by its name. */
  const seen: Readonly<Record<string, () => Promise<void>>> = {
    listedInteractionsOnly: async () => {
      expect(await promised(fhir, "Task")).toBeNull();
      expect(await promised(fhir, "Consent")).toBeNull();
      expect(await promised(fhir, "CarePlan")).toEqual(["read", "search-type"]);
      expect((await fhir("Condition?patient=p01")).status).toBe(200);
      expect((await post("DocumentReference", noteBy("rn-1"))).status).toBe(405);
      expect((await post("QuestionnaireResponse", answers)).status).toBe(answered);
      const plan = await (await fhir("CarePlan/plan")).json();
      expect((await fhir("CarePlan/plan", { method: "PUT", body: plan })).status).toBe(405);
    },
    ifNoneExistIgnored: async () => {
      const body = { ...answers, identifier: { system: "urn:x", value: "once" } };
      const headers = { "if-none-exist": "identifier=urn:x|once" };
      const statuses = [await post("QuestionnaireResponse", body, headers)].concat(
        await post("QuestionnaireResponse", body, headers),
      );
      expect(statuses.map(({ status }) => status)).toEqual([answered, answered]);
      const statement = await (await fhir("metadata")).json();
      expect(JSON.stringify(statement)).not.toContain('"conditionalCreate":true');
    },
    noPatch: async () => {
      const headers = { "content-type": "application/json-patch+json" };
      expect((await fhir("CarePlan/plan", { method: "PATCH", headers, body: [] })).status).toBe(405);
      expect(await (await fhir("metadata")).json()).not.toHaveProperty("patchFormat");
    },
    noBatchOrTransaction: async () => {
      const body = { resourceType: "Bundle", type: "batch", entry: [] };
      expect((await post("", body)).status).toBeGreaterThanOrEqual(400);
    },
  };

  it.each(Object.keys(flavour.traits))("%s", async (trait) => {
    expect(Object.keys(seen)).toContain(trait);
    await seen[trait]?.();
  });
});
