import { request } from "node:http";
import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorize, type Registered } from "../authorize.ts";
import { type FhirFetch, freshSandbox, taskFor, withToken } from "../fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
let token: string;
let moved = 0;
beforeEach(async () => {
  moved = 0;
  const start = Date.now();
  registered = await freshSandbox({ now: () => new Date(start + moved) });
  const scope = "launch patient/*.cruds";
  token = (await authorize(registered, { patient: "p01", user: "rn-1", scope })).access_token;
  fhir = withToken(registered, token);
});
afterEach(() => registered.sandbox.close());

const form = { "content-type": "application/x-www-form-urlencoded" };
const statusesIn = ({ entry }: Bundle) =>
  entry?.map(({ resource }) => (resource as { status?: string }).status);
const idsIn = ({ entry }: Bundle) => entry?.map(({ resource }) => resource?.id);
const bodies = async (bundle: Bundle) => (bundle.entry ?? []).map(({ resource }) => resource as Bundle);

/** Two reads and a search in one Bundle. */
async function bundled(type: string, more: readonly object[] = []): Promise<Bundle> {
  const gets = ["Task/t1", "Task?patient=p01"].map((url) => ({ request: { method: "GET", url } }));
  const body = { resourceType: "Bundle", type, entry: [...more, ...gets] };
  return (await fhir("", { method: "POST", body })).json();
}

/** A search by form whose body comes a while after its head, as over a slow line. */
function lateSearch(): Promise<Bundle> {
  const url = `${registered.sandbox.fhirBase}/Task/_search`;
  const headers = { ...form, authorization: `Bearer ${token}`, "content-length": 11 };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    sent.on("error", reject).flushHeaders();
    setTimeout(() => sent.end("patient=p01"), 60);
  });
}

describe("stale", () => {
  beforeEach(async () => {
    const body = taskFor("p01", { id: "t1", status: "completed" });
    await fhir("Task/t1", { method: "PUT", body });
    registered.sandbox.faults.add({ kind: "stale" });
  });

  it("reaches a search by form, early body or late", async () => {
    const search = await fhir("Task/_search", { method: "POST", body: "patient=p01", headers: form });
    expect(statusesIn(await search.json())).toEqual(["draft"]);
    expect(statusesIn(await lateSearch())).toEqual(["draft"]);
  });

  it.each(["batch", "transaction"])("reaches what a %s reads, and not what it writes", async (type) => {
    const update = {
      request: { method: "PUT", url: "Task/t1", ifMatch: 'W/"2"' },
      resource: taskFor("p01", { id: "t1", status: "cancelled" }),
    };
    const bundle = await bundled(type, [update]);
    const [written, read, search] = await bodies(bundle);
    expect(written).toMatchObject({ status: "cancelled", meta: { versionId: "3" } });
    expect(read).toMatchObject({ status: "completed", meta: { versionId: "2" } });
    expect(statusesIn(search as Bundle)).toEqual(["completed"]);
  });
});

describe("index_lag", () => {
  const month = { identifier: [{ system: "urn:x", value: "k" }] };
  beforeEach(() => {
    moved = 60_000;
    registered.sandbox.put(taskFor("p01", { id: "new", ...month }));
    registered.sandbox.faults.add({ kind: "index_lag", ms: 5000 });
    registered.sandbox.clock.move(1000);
  });

  it("reaches a search by form, early body or late", async () => {
    const search = await fhir("Task/_search", { method: "POST", body: "patient=p01", headers: form });
    expect(idsIn(await search.json())).toEqual(["t1"]);
    expect(idsIn(await lateSearch())).toEqual(["t1"]);
  });

  it("reaches the searches of a batch, and no read", async () => {
    const bundle = await bundled("batch", [{ request: { method: "GET", url: "Task/new" } }]);
    const [read, , search] = await bodies(bundle);
    expect(read).toMatchObject({ id: "new" });
    expect(idsIn(search as Bundle)).toEqual(["t1"]);
  });

  it.each(["batch", "transaction"])("reaches the condition of a create in a %s", async (type) => {
    const create = {
      resource: taskFor("p01", month),
      request: { method: "POST", url: "Task", ifNoneExist: "identifier=urn:x|k" },
    };
    expect((await bundled(type, [create])).entry?.[0]?.response?.status).toBe("201");
  });

  it("shows a transaction its own creates all the same", async () => {
    const create = {
      resource: taskFor("p01", { identifier: [{ system: "urn:x", value: "other" }] }),
      request: { method: "POST", url: "Task", ifNoneExist: "identifier=urn:x|other" },
    };
    const { entry } = await bundled("transaction", [create, create]);
    expect(entry?.slice(0, 2).map(({ response }) => response?.status)).toEqual(["201", "200"]);
    expect(registered.sandbox.all("Task")).toHaveLength(4);
  });

  it("lets a Provenance of what was just written in", async () => {
    const body = {
      resourceType: "Provenance",
      target: [{ reference: "Task/new" }],
      recorded: "2026-11-22T10:00:00Z",
      agent: [{ who: { reference: "Practitioner/rn-1" } }],
    };
    expect((await fhir("Provenance", { method: "POST", body })).status).toBe(201);
  });
});
