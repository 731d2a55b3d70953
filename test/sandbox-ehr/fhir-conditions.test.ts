import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { valuesAt } from "./fhir/json.ts";
import type { Behaviour } from "./flavours/flavour.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
const open: Registered[] = [];

async function like(behaviour: Partial<Behaviour>): Promise<FhirFetch> {
  registered = await freshSandbox({ behaviour });
  open.push(registered);
  return signedIn(registered);
}

beforeEach(async () => {
  fhir = await like({});
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

const tasks = () => registered.sandbox.all("Task").length;

describe("If-Match", () => {
  const put = (header: string) => {
    const body = taskFor("p01", { id: "t1", status: "ready" });
    return fhir("Task/t1", { method: "PUT", body, headers: { "if-match": header } });
  };
  const passing = ['W/"1"', '"1"', "*", " * ", 'W/"7", W/"1"', '"7","1"', ', W/"1" ,'];
  const stale = ['W/"7"', '"7"', 'W/"7", "8"', "1", 'w/"1"', '**"1"', '"1', '"1" "7"', ","];

  it.each(passing)("lets version 1 pass for %s", async (header) => {
    expect((await put(header)).status).toBe(200);
  });

  it.each(stale)("does not for %s", async (header) => {
    expect((await put(header)).status).toBe(412);
    expect(registered.sandbox.get("Task/t1")?.version).toBe("1");
  });

  it("is looked at as the flavour does, in every form", async () => {
    fhir = await like({ conflictStatus: 409 });
    expect((await put('"7", W/"8"')).status).toBe(409);
    fhir = await like({ conflictStatus: "none" });
    expect((await put('"7", W/"8"')).status).toBe(200);
  });

  it("of a resource that is not there leaves it so", async () => {
    const body = taskFor("p01", { id: "none" });
    const headers = { "if-match": "*" };
    expect((await fhir("Task/none", { method: "PUT", body, headers })).status).toBe(404);
  });
});

describe("If-None-Exist", () => {
  const identifier = [{ system: "urn:ours", value: "month" }];
  const post = (condition: string) =>
    fhir("Task", {
      method: "POST",
      body: taskFor("p01", { identifier }),
      headers: { "if-none-exist": condition },
    });

  it.each([
    "identifier=urn:ours|month&nonsense=1",
    "identifier:exact=urn:ours|month",
    "identifier=urn:ours|month&status=",
    "identifier=urn:ours|month&_count=1",
    "birthdate=1950",
    "",
  ])("is refused where one of its parameters would be left out: %s", async (condition) => {
    const response = await post(condition);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ resourceType: "OperationOutcome" });
    expect(tasks()).toBe(2);
  });

  it("is not even read where the EHR does not look", async () => {
    fhir = await like({ conditionalCreate: "ignored" });
    expect((await post("nonsense=1")).status).toBe(201);
  });
});

describe("a transaction whose creates have conditions", () => {
  const month = { identifier: [{ system: "urn:ours", value: "month" }] };
  const urns = ["a", "b", "c"].map((last) => `urn:uuid:6e0e7d0a-0000-4000-8000-00000000000${last}`);
  const [first = "", second = "", third = ""] = urns;

  interface Creating {
    readonly fullUrl: string;
    readonly resource: object;
    readonly ifNoneExist?: string;
  }
  const creating = ({ fullUrl, resource, ifNoneExist }: Creating) => ({
    fullUrl,
    resource,
    request: { method: "POST", url: "Task", ...(ifNoneExist === undefined ? {} : { ifNoneExist }) },
  });
  const send = (entries: readonly Creating[]) =>
    fhir("", {
      method: "POST",
      body: { resourceType: "Bundle", type: "transaction", entry: entries.map(creating) },
    });
  const conditional = (fullUrl: string, ifNoneExist = "identifier=urn:ours|month", more: object = {}) => ({
    fullUrl,
    ifNoneExist,
    resource: taskFor("p01", { ...month, ...more }),
  });
  const pointing = (...to: string[]) => taskFor("p01", { partOf: to.map((reference) => ({ reference })) });

  const partsOf = ({ entry }: Bundle, place: number): string[] =>
    valuesAt(entry?.[place]?.resource, "partOf.reference").map(String);

  it.each([
    ["the same", "identifier=urn:ours|month"],
    ["different ones", "identifier=urn:ours|month&status=draft"],
  ])(
    "of %s that meet in one resource makes it once, and every reference leads there",
    async (_what, other) => {
      const answer = await send([
        { fullUrl: third, resource: pointing(first, second) },
        conditional(first),
        conditional(second, other),
      ]);
      const bundle: Bundle = await answer.json();
      expect(bundle.entry?.map(({ response }) => response?.status)).toEqual(["201", "201", "200"]);
      expect(tasks()).toBe(4);
      const references = partsOf(bundle, 0);
      expect(new Set(references).size).toBe(1);
      expect((await fhir(references[0] ?? "")).status).toBe(200);
      expect(registered.sandbox.get(references[0] ?? "")?.version).toBe("1");
    },
  );

  it("of the same that the first does not meet makes two", async () => {
    const never = "identifier=urn:ours|never";
    const answer = await send([
      conditional(first, never),
      conditional(second, never),
      { fullUrl: third, resource: pointing(first, second) },
    ]);
    const bundle: Bundle = await answer.json();
    expect(bundle.entry?.map(({ response }) => response?.status)).toEqual(["201", "201", "201"]);
    const references = partsOf(bundle, 2);
    expect(new Set(references).size).toBe(2);
    for (const reference of references) expect((await fhir(reference)).status).toBe(200);
  });

  it("is refused whole where a condition finds another one once references are known", async () => {
    registered.sandbox.put(taskFor("p01", { id: "t1", ...month }));
    const answer = await send([
      conditional(first),
      { fullUrl: second, resource: taskFor("p01", { focus: { reference: first } }) },
      { fullUrl: third, resource: taskFor("p01"), ifNoneExist: "focus=Task/t1" },
    ]);
    expect(answer.status).toBe(412);
    expect(tasks()).toBe(2);
  });

  it("files a Provenance that stands before its target", async () => {
    fhir = await signedIn(registered, { scope: "launch patient/*.cruds" });
    const provenance = {
      resourceType: "Provenance",
      target: [{ reference: first }],
      recorded: "2026-11-22T10:00:00Z",
      agent: [{ who: { reference: "Practitioner/rn-1" } }],
    };
    const entry = [
      { resource: provenance, request: { method: "POST", url: "Provenance" } },
      creating({ fullUrl: first, resource: taskFor("p01") }),
    ];
    const answer = await fhir("", {
      method: "POST",
      body: { resourceType: "Bundle", type: "transaction", entry },
    });
    const bundle: Bundle = await answer.json();
    expect(bundle.entry?.map(({ response }) => response?.status)).toEqual(["201", "201"]);
  });
});
