import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
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

describe("a Bundle", () => {
  const post = (type: string, entry: object[]) =>
    fhir("", { method: "POST", body: { resourceType: "Bundle", type, entry } });
  const creating = (resource: object, fullUrl?: string) => ({
    ...(fullUrl === undefined ? {} : { fullUrl }),
    resource,
    request: { method: "POST", url: "Task" },
  });
  const statuses = ({ entry }: Bundle) => entry?.map(({ response }) => response?.status);
  const wrong = taskFor("p02");

  it("of type batch goes on after a refusal", async () => {
    const bundle: Bundle = await (
      await post("batch", [
        creating(taskFor("p01")),
        creating(wrong),
        { request: { method: "GET", url: "Task/t1" } },
        { request: { method: "GET", url: "Task?patient=p01" } },
        {
          request: { method: "PUT", url: "Task/t1", ifMatch: 'W/"9"' },
          resource: taskFor("p01", { id: "t1" }),
        },
        { request: { method: "GET", url: "Nonsense/1/2/3/4" } },
      ])
    ).json();
    expect(bundle.type).toBe("batch-response");
    expect(statuses(bundle)).toEqual(["201", "403", "200", "200", "412", "400"]);
    expect(bundle.entry?.[1]?.response?.outcome).toMatchObject({ resourceType: "OperationOutcome" });
    expect(tasks()).toBe(3);
  });

  it("of type transaction keeps nothing where a reference names an entry that is not there", async () => {
    const focus = { reference: "urn:uuid:6e0e7d0a-0000-4000-8000-00000000000f" };
    const before = tasks();
    const response = await post("transaction", [creating(taskFor("p01", { focus }))]);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("urn:uuid:6e0e7d0a-0000-4000-8000-00000000000f");
    expect(tasks()).toBe(before);
  });

  it("of type transaction keeps all, and what is created together finds each other", async () => {
    const [month, entry] = [
      "urn:uuid:6e0e7d0a-0000-4000-8000-000000000001",
      "urn:uuid:6e0e7d0a-0000-4000-8000-000000000002",
    ];
    const part = taskFor("p01", { partOf: [{ reference: month }] });
    const answer = await post("transaction", [
      { request: { method: "GET", url: "Task?patient=p01" } },
      creating(part, entry),
      creating(taskFor("p01"), month),
    ]);
    const bundle: Bundle = await answer.json();
    expect(bundle.type).toBe("transaction-response");
    expect(statuses(bundle)).toEqual(["200", "201", "201"]);
    expect(bundle.entry?.[0]?.resource).toMatchObject({ total: 3 });
    const { partOf, id } = await (
      await fhir(bundle.entry?.[1]?.response?.location?.split("/fhir/")[1] ?? "")
    ).json();
    expect((await fhir(partOf[0].reference)).status).toBe(200);
    expect(partOf[0].reference).not.toContain(id);
  });

  it.each([
    ["another patient's resource", creating(wrong), 403],
    ["an invalid resource", creating(taskFor("p01", { status: "nearly" })), 422],
    [
      "a stale version",
      {
        request: { method: "PUT", url: "Task/t1", ifMatch: 'W/"9"' },
        resource: taskFor("p01", { id: "t1" }),
      },
      412,
    ],
  ])("of type transaction with %s keeps nothing", async (_what, bad, status) => {
    registered.sandbox.put(taskFor("p01", { id: "t3" }));
    const change = {
      request: { method: "PUT", url: "Task/t3" },
      resource: taskFor("p01", { id: "t3", status: "ready" }),
    };
    const answer = await post("transaction", [creating(taskFor("p01")), change, bad]);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ resourceType: "OperationOutcome" });
    expect(tasks()).toBe(3);
    expect(registered.sandbox.get("Task/t3")).toMatchObject({ version: "1", resource: { status: "draft" } });
    expect((await (await fhir("Task?patient=p01")).json()).total).toBe(2);
  });

  it("on a condition that is met in a transaction creates nothing, even where that is racy alone", async () => {
    fhir = await like({ conditionalCreate: "racy" });
    registered.sandbox.put(
      taskFor("p01", { id: "t1", identifier: [{ system: "urn:ours", value: "month" }] }),
    );
    const entry = creating(taskFor("p01"), "urn:uuid:6e0e7d0a-0000-4000-8000-000000000003");
    const request = { ...entry.request, ifNoneExist: "identifier=urn:ours|month" };
    const part = creating(taskFor("p01", { partOf: [{ reference: entry.fullUrl }] }));
    const bundle: Bundle = await (await post("transaction", [{ ...entry, request }, part])).json();
    expect(statuses(bundle)).toEqual(["200", "201"]);
    expect(tasks()).toBe(3);
    expect(bundle.entry?.[1]?.resource).toMatchObject({ partOf: [{ reference: "Task/t1" }] });
  });

  it("of type transaction lets references find what it changes along", async () => {
    const changed = {
      ...creating(taskFor("p01", { id: "t1" }), "urn:uuid:6e0e7d0a-0000-4000-8000-000000000004"),
    };
    const part = creating(taskFor("p01", { partOf: [{ reference: changed.fullUrl }] }));
    const request = { method: "PUT", url: "Task/t1" };
    const bundle: Bundle = await (await post("transaction", [{ ...changed, request }, part])).json();
    expect(statuses(bundle)).toEqual(["200", "201"]);
    expect(bundle.entry?.[1]?.resource).toMatchObject({ partOf: [{ reference: "Task/t1" }] });
  });

  it("of type transaction that changes one resource twice is refused whole", async () => {
    const change = { resource: taskFor("p01", { id: "t1" }), request: { method: "PUT", url: "Task/t1" } };
    expect((await post("transaction", [creating(taskFor("p01")), change, change])).status).toBe(400);
    expect(tasks()).toBe(2);
    expect(registered.sandbox.get("Task/t1")?.version).toBe("1");
    expect(statuses(await (await post("batch", [change, change])).json())).toEqual(["200", "200"]);
  });

  it.each([
    ["history", 400],
    ["batch", 200],
    ["transaction", 400],
  ])("of type %s where only batches are taken answers %i", async (type, status) => {
    fhir = await like({ bundles: ["batch"] });
    expect((await post(type, [])).status).toBe(status);
  });

  it("must be one", async () => {
    expect((await fhir("", { method: "POST", body: taskFor("p01") })).status).toBe(400);
    expect((await fhir("", { method: "POST", body: "{" })).status).toBe(400);
  });
});
