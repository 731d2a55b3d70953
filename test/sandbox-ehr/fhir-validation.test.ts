import type { OperationOutcome } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

const tasks = () => registered.sandbox.all("Task").length;
const subject = { reference: "Patient/p01" };
const inError = {
  coding: [
    { system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "entered-in-error" },
  ],
};
const active = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }],
};

const allergyInError = {
  coding: [
    {
      system: "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
      code: "entered-in-error",
    },
  ],
};
const allergyActive = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", code: "active" }],
};

describe("what is written", () => {
  it.each<[string, string, object, string]>([
    [
      "lacks what it must have",
      "Task",
      { resourceType: "Task", intent: "order", for: subject },
      "Task.status",
    ],
    ["has a code that is none", "Task", taskFor("p01", { status: "nearly" }), "nearly"],
    ["has a member R4 does not know", "Task", taskFor("p01", { mood: "good" }), "Task.mood"],
    ["has a date that is none", "Task", taskFor("p01", { authoredOn: "yesterday" }), "Task.authoredOn"],
    [
      "was modified before it was made",
      "Task",
      taskFor("p01", { authoredOn: "2026-02-02", lastModified: "2026-02-01" }),
      "inv-1",
    ],
    [
      "ends before it starts",
      "Task",
      taskFor("p01", { executionPeriod: { start: "2026-02-02", end: "2026-02-01" } }),
      "per-1",
    ],
    [
      "is in error and active at once",
      "Condition",
      { resourceType: "Condition", subject, verificationStatus: inError, clinicalStatus: active },
      "con-5",
    ],
    [
      "is over and goes on",
      "Condition",
      { resourceType: "Condition", subject, clinicalStatus: active, abatementDateTime: "2026-01-01" },
      "con-4",
    ],
    [
      "is in error and active at once",
      "AllergyIntolerance",
      {
        resourceType: "AllergyIntolerance",
        patient: subject,
        verificationStatus: allergyInError,
        clinicalStatus: allergyActive,
      },
      "ait-2",
    ],
    [
      "has a value and a reason for having none",
      "Observation",
      {
        resourceType: "Observation",
        status: "final",
        code: { text: "Weight" },
        subject,
        valueString: "80 kg",
        dataAbsentReason: { text: "not asked" },
      },
      "obs-6",
    ],
    [
      "lets a patient act for an organization",
      "CareTeam",
      {
        resourceType: "CareTeam",
        subject,
        participant: [{ member: subject, onBehalfOf: { reference: "Organization/org-1" } }],
      },
      "ctm-1",
    ],
    [
      "names no policy",
      "Consent",
      {
        resourceType: "Consent",
        status: "active",
        scope: { text: "care" },
        category: [{ text: "CCM" }],
        patient: subject,
      },
      "ppc-1",
    ],
    [
      "tells an activity twice",
      "CarePlan",
      {
        resourceType: "CarePlan",
        status: "active",
        intent: "plan",
        subject,
        activity: [{ reference: { reference: "Task/t1" }, detail: { status: "scheduled" } }],
      },
      "cpl-3",
    ],
  ])("is refused where it %s", async (_why, type, body, named) => {
    const before = tasks();
    const response = await fhir(type, { method: "POST", body });
    expect(response.status).toBe(422);
    const outcome: OperationOutcome = await response.json();
    expect(outcome.issue.map(({ diagnostics }) => diagnostics).join()).toContain(named);
    expect(tasks()).toBe(before);
  });

  it("may extend a primitive, and says nothing of rules it keeps", async () => {
    const body = taskFor("p01", {
      _description: { extension: [{ url: "urn:x", valueString: "unknown" }] },
      authoredOn: "2026-02-01T10:00:00Z",
      lastModified: "2026-02-01T10:00:00Z",
      executionPeriod: { start: "2026-02-01", end: "2026-02-01" },
    });
    expect((await fhir("Task", { method: "POST", body })).status).toBe(201);
  });

  it("is checked in an update and after a patch too", async () => {
    const body = taskFor("p01", { id: "t1", status: "nearly" });
    expect((await fhir("Task/t1", { method: "PUT", body })).status).toBe(422);
    const patched = await fhir("Task/t1", {
      method: "PATCH",
      body: [{ op: "replace", path: "/status", value: "nearly" }],
      headers: { "content-type": "application/json-patch+json" },
    });
    expect(patched.status).toBe(422);
    expect(registered.sandbox.get("Task/t1")?.version).toBe("1");
  });
});
