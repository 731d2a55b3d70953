import type { Bundle, CapabilityStatement } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";

const identifier = [{ system: "urn:a|b", value: "x,y\\z" }];
const answered = (id: string, questionnaire: string) => ({
  resourceType: "QuestionnaireResponse" as const,
  id,
  status: "completed" as const,
  subject: { reference: "Patient/p01" },
  questionnaire,
});

let registered: Registered;
let fhir: FhirFetch;
beforeAll(async () => {
  registered = await freshSandbox({
    resources: [
      { resourceType: "Patient", id: "p01" },
      taskFor("p01", { id: "t1", identifier }),
      taskFor("p01", { id: "t2", status: "ready" }),
      answered("q1", "http://ours.example.org/q|1.0"),
      answered("q2", "http://ours.example.org/q|2.0"),
    ],
  });
  fhir = await signedIn(registered);
});
afterAll(() => registered.sandbox.close());

const asked = (type: string, query: Record<string, string>) => fhir(`${type}?${new URLSearchParams(query)}`);
const idsOf = async (answer: Response) => {
  const { entry = [] }: Bundle = await answer.json();
  return entry.map(({ resource }) => resource?.id);
};

describe("the value of a search parameter", () => {
  it.each([
    ["urn:a\\|b|x\\,y\\\\z", ["t1"]],
    ["x\\,y\\\\z", ["t1"]],
    ["x\\,y\\\\z,other", ["t1"]],
    ["other,x\\,y\\\\z", ["t1"]],
    ["x,y\\z", []],
    ["urn:a\\|b|", ["t1"]],
  ])("is escaped: identifier=%s finds %j", async (value, ids) => {
    expect(await idsOf(await asked("Task", { identifier: value }))).toEqual(ids);
  });

  it("is escaped in If-None-Exist as well", async () => {
    const before = registered.sandbox.all("Task").length;
    const headers = { "if-none-exist": "identifier=urn:a\\|b|x\\,y\\\\z" };
    const answer = await fhir("Task", { method: "POST", body: taskFor("p01", { identifier }), headers });
    expect(answer.status).toBe(200);
    expect(registered.sandbox.all("Task")).toHaveLength(before);
  });

  it.each([
    ["http://hl7.org/fhir/task-status|ready", ["t2"]],
    ["|ready", ["t2"]],
    ["urn:other|ready", []],
  ])("may name the system of a code, which R4 knows: status=%s finds %j", async (status, ids) => {
    expect(await idsOf(await asked("Task", { status }))).toEqual(ids);
  });

  it.each([
    ["http://ours.example.org/q", ["q1", "q2"]],
    ["http://ours.example.org/q|2.0", ["q2"]],
    ["http://ours.example.org/q|3.0", []],
  ])("may leave the version open: questionnaire=%s finds %j", async (questionnaire, ids) => {
    expect(await idsOf(await asked("QuestionnaireResponse", { questionnaire }))).toEqual(ids);
  });
});

describe("a search is refused, for what it would find without it is something else,", () => {
  it.each(["status:not=draft", "patient:Patient=p01", "_id:missing=true"])("with %s", async (query) => {
    const answer = await fhir(`Task?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ issue: [{ code: "not-supported" }] });
  });

  // An offset that was not escaped arrives as a space.
  it.each(["nonsense", "ap2026", "", "ge2026-02-30", "ge2026-01-01T00:00:00+00:00"])(
    "with the date %s",
    async (date) => {
      const answer = await fhir(`Task?_lastUpdated=${date}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ issue: [{ code: "value" }] });
    },
  );
});

it("the CapabilityStatement gives search parameters the types that R4 gives them", async () => {
  const { rest }: CapabilityStatement = await (await fhir("metadata")).json();
  const typeOf = (resource: string, parameter: string) =>
    rest?.[0]?.resource
      ?.find(({ type }) => type === resource)
      ?.searchParam?.find(({ name }) => name === parameter)?.type;
  expect(typeOf("QuestionnaireResponse", "questionnaire")).toBe("reference");
  expect(typeOf("Questionnaire", "url")).toBe("uri");
});
