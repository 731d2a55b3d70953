import type { Bundle } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeAll(async () => {
  registered = await freshSandbox({ resources: [] });
  for (const [id, status, authoredOn] of [
    ["a", "ready", "2026-03-02"],
    ["b", "draft", "2026-03-01"],
    ["c", "ready", "2026-03-01"],
    ["d", "draft", "2026-03-02"],
    ["e", "draft", undefined],
  ])
    registered.sandbox.put(taskFor("p01", { id, status, authoredOn }));
  fhir = await signedIn(registered);
});
afterAll(() => registered.sandbox.close());

async function searched(query: string): Promise<{ ids: string; self: URLSearchParams }> {
  const { entry = [], link = [] }: Bundle = await (await fhir(`Task?${query}`)).json();
  return {
    ids: entry.map(({ resource }) => resource?.id).join(""),
    self: new URL(link[0]?.url ?? "").searchParams,
  };
}

describe("a search sorted", () => {
  it.each([
    ["status,authored-on", "bdeca"],
    ["status,-authored-on", "dbeac"],
    ["-status,authored-on", "cabde"],
    ["authored-on,-_id", "cbdae"],
    ["-authored-on,status,_id", "dabce"],
  ])("by %s comes in that order and says so", async (sort, order) => {
    const { ids, self } = await searched(`_sort=${sort}`);
    expect(ids).toBe(order);
    expect(self.get("_sort")).toBe(sort);
  });

  it("by what it cannot sort by leaves that out, and says so", async () => {
    const { ids, self } = await searched("_sort=made-up,status,focus,-_id");
    expect(ids).toBe("edbca");
    expect(self.get("_sort")).toBe("status,-_id");
    expect((await searched("_sort=made-up")).self.has("_sort")).toBe(false);
  });
});

describe("what a search does not understand", () => {
  it.each([
    "_sort=made-up",
    "_sort=status,focus",
    "made-up=1",
    "_count=many",
    "_summary=text",
    "_revinclude=Task:focus",
  ])("%s is left out, or refused where the caller wants it strict", async (query) => {
    const { ids, self } = await searched(`patient=p01&${query}`);
    expect(ids).toHaveLength(5);
    expect(self.get("patient")).toBe("p01");
    const sent = (prefer: string) => fhir(`Task?${query}`, { headers: { prefer } });
    expect((await sent("handling=lenient")).status).toBe(200);
    const refused = await sent("return=minimal, handling=strict");
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ resourceType: "OperationOutcome" });
  });

  it("is nothing in what it does", async () => {
    const query = "patient=p01&status=draft&_sort=-_id&_count=5&_revinclude=Provenance:target&_format=json";
    const answer = await fhir(`Task?${query}`, { headers: { prefer: "handling=strict" } });
    expect(answer.status).toBe(200);
  });
});
