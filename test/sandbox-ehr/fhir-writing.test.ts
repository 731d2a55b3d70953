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

describe("a create on a condition", () => {
  const body = taskFor("p01", { identifier: [{ system: "urn:ours", value: "month" }] });
  const sent = { method: "POST", body, headers: { "if-none-exist": "identifier=urn:ours|month" } };
  const twice = async () => {
    const answers = await Promise.all([fhir("Task", sent), fhir("Task", sent)]);
    return answers.map(({ status }) => status).toSorted();
  };

  it.each<[Behaviour["conditionalCreate"], number[], number]>([
    ["atomic", [200, 201], 200],
    ["racy", [201, 201], 412],
    ["ignored", [201, 201], 201],
    ["refused", [400, 400], 400],
  ])("%s: at once %j, later %i", async (conditionalCreate, atOnce, later) => {
    fhir = await like({ conditionalCreate });
    expect(await twice()).toEqual(atOnce);
    expect((await fhir("Task", sent)).status).toBe(later);
  });

  it("where it is racy still finds what was there before", async () => {
    fhir = await like({ conditionalCreate: "racy" });
    expect((await fhir("Task", sent)).status).toBe(201);
    expect((await fhir("Task", sent)).status).toBe(200);
  });
});

describe("a stale If-Match", () => {
  const body = taskFor("p01", { id: "t1", status: "ready" });
  const put = (headers: Record<string, string>) => fhir("Task/t1", { method: "PUT", body, headers });
  it.each<[Behaviour["conflictStatus"], number]>([
    [412, 412],
    [409, 409],
    ["none", 200],
  ])("of the kind %s answers %i", async (conflictStatus, status) => {
    fhir = await like({ conflictStatus });
    expect((await put({ "if-match": 'W/"0"' })).status).toBe(status);
    expect((await put({ "if-match": `W/"${status === 200 ? 2 : 1}"` })).status).toBe(200);
  });

  it("may not be missing where it is required", async () => {
    fhir = await like({ ifMatchRequired: true });
    expect((await put({})).status).toBe(412);
    expect((await put({ "if-match": 'W/"1"' })).status).toBe(200);
  });
});

describe("an answer", () => {
  it("can be empty, with Location and ETag", async () => {
    fhir = await like({ writeAnswer: "empty" });
    const response = await fhir("Task", { method: "POST", body: taskFor("p01") });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe("");
    expect(response.headers.get("etag")).toBe('W/"1"');
    const location = response.headers.get("location") ?? "";
    expect((await fhir(location.replace(`${registered.sandbox.fhirBase}/`, ""))).status).toBe(200);
  });

  it("can know no versions", async () => {
    fhir = await like({ versions: "none" });
    const response = await fhir("Task/t1");
    expect(response.headers.get("etag")).toBeNull();
    expect(await response.json()).not.toHaveProperty("meta");
    expect(await (await fhir("metadata")).text()).toContain('"versioning":"no-version"');
  });

  it("can depend on what is accepted", async () => {
    fhir = await like({ acceptChecked: true });
    const response = await fhir("Task/t1", { headers: { accept: "application/fhir+xml" } });
    expect(response.status).toBe(406);
    expect(await response.text()).toBe("");
    expect((await fhir("Task/t1", { headers: { accept: "application/json" } })).status).toBe(200);
  });
});

describe("pages", () => {
  beforeEach(async () => {
    fhir = await like({
      duplicateIdsOverPages: true,
      pageLife: { seconds: 60, expired: { status: 400, issues: [{ severity: "fatal", code: "expired" }] } },
    });
    for (const id of ["t3", "t4", "t5"]) registered.sandbox.put(taskFor("p01", { id }));
  });
  const nextOf = ({ link }: Bundle) =>
    link?.find(({ relation }) => relation === "next")?.url.split("/fhir/")[1];

  it("can repeat an id and still come to an end", async () => {
    const seen: (string | undefined)[] = [];
    let next: string | undefined = "Task?patient=p01&_count=2";
    while (next !== undefined) {
      const bundle: Bundle = await (await fhir(next)).json();
      seen.push(...(bundle.entry ?? []).map(({ resource }) => resource?.id));
      next = nextOf(bundle);
    }
    expect(seen).toEqual(["t1", "t3", "t3", "t4", "t4", "t5"]);
  });

  it.each([
    [59_999, 200],
    [60_000, 400],
  ])("after %i ms answer %i", async (elapsed, status) => {
    let moment = Date.now();
    const own = await freshSandbox({
      now: () => new Date(moment),
      pageSize: 1,
      behaviour: { pageLife: { seconds: 60, expired: { status: 400, issues: [] } } },
    });
    open.push(own);
    own.sandbox.put(taskFor("p01", { id: "more" }));
    const read = await signedIn(own);
    const first: Bundle = await (await read("Task?patient=p01")).json();
    moment += elapsed;
    expect((await read(nextOf(first) ?? "")).status).toBe(status);
  });
});

describe("a flavour's judgement", () => {
  it("refuses searches, leaves parameters out and warns in the bundle", async () => {
    const warning = { severity: "warning", code: "not-supported", diagnostics: "status is ignored" } as const;
    fhir = await like({
      judgeSearch: (_type, params) =>
        params.has("code")
          ? { refused: { status: 400, issues: [{ severity: "error", code: "required" }] } }
          : { ignored: ["status"], warnings: [warning] },
    });
    expect((await fhir("Task?code=x")).status).toBe(400);
    const bundle: Bundle = await (await fhir("Task?status=completed")).json();
    expect(bundle.total).toBe(1);
    expect(bundle.entry?.at(-1)).toEqual({
      resource: { resourceType: "OperationOutcome", issue: [warning] },
      search: { mode: "outcome" },
    });
    expect(bundle.link?.[0]?.url).not.toContain("status");
  });

  it("denies interactions and shows so in the CapabilityStatement", async () => {
    fhir = await like({
      interactions: (type, possible) => {
        if (type === "CarePlan") return [];
        return type === "Task" ? possible.filter((one) => one !== "create") : possible;
      },
    });
    expect((await fhir("Task", { method: "POST", body: taskFor("p01") })).status).toBe(405);
    expect((await fhir("CarePlan?patient=p01")).status).toBe(404);
    const { rest } = await (await fhir("metadata")).json();
    const types = rest[0].resource.map(({ type }: { type: string }) => type);
    expect(types).not.toContain("CarePlan");
  });

  it("refuses writes", async () => {
    fhir = await like({
      judgeWrite: ({ user }) => ({
        status: 422,
        issues: [{ severity: "error", code: "business-rule", diagnostics: `not from ${user}` }],
      }),
    });
    const response = await fhir("Task", { method: "POST", body: taskFor("p01") });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("not from rn-1");
  });
});
