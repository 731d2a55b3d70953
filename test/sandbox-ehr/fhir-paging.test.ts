import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorize, postToken, type Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor, tickingClock, withToken } from "./fresh-sandbox.ts";

let registered: Registered;
beforeEach(async () => {
  registered = await freshSandbox({ now: tickingClock(), pageSize: 3 });
});
afterEach(() => registered.sandbox.close());

/** Every page from this one on. */
async function pagesFrom(fhir: FhirFetch, path: string): Promise<Bundle[]> {
  const answer = await fhir(path);
  expect(answer.status).toBe(200);
  const bundle: Bundle = await answer.json();
  const next = linkOf(bundle, "next");
  return next === null ? [bundle] : [bundle, ...(await pagesFrom(fhir, next))];
}

/** The address of a link below the FHIR base. */
function linkOf({ link = [] }: Bundle, relation: string): string | null {
  const url = link.find((one) => one.relation === relation)?.url;
  return url?.slice(registered.sandbox.fhirBase.length + 1) ?? null;
}

const idsOf = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource?.id);
const versionsOf = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource?.meta?.versionId);

describe("the history", () => {
  const write = (status: string) => registered.sandbox.put(taskFor("p01", { id: "t1", status }));
  beforeEach(() => {
    for (const status of ["ready", "accepted", "in-progress", "completed"]) write(status);
  });

  it("of a resource comes in pages as small as asked", async () => {
    const pages = await pagesFrom(await signedIn(registered), "Task/t1/_history?_count=2");
    expect(pages.map(versionsOf)).toEqual([["5", "4"], ["3", "2"], ["1"]]);
    expect(pages.map(({ total, type }) => [total, type])).toEqual(pages.map(() => [5, "history"]));
    expect(pages.map((page) => linkOf(page, "self"))).toEqual(pages.map(() => "Task/t1/_history?_count=2"));
  });

  it("comes in pages no larger than the server's, and goes on from where it stood", async () => {
    const fhir = await signedIn(registered);
    const first: Bundle = await (await fhir("Task/t1/_history")).json();
    expect(versionsOf(first)).toEqual(["5", "4", "3"]);
    write("cancelled");
    const rest = await pagesFrom(fhir, linkOf(first, "next") ?? "");
    expect(rest.map(versionsOf)).toEqual([["2", "1"]]);
  });

  it("of a type comes in pages too, and a link of one is none of another", async () => {
    const fhir = await signedIn(registered);
    const pages = await pagesFrom(fhir, "Task/_history?_count=4");
    expect(pages.map(versionsOf)).toEqual([
      ["5", "4", "3"],
      ["2", "1"],
    ]);
    const next = linkOf(pages[0] ?? { resourceType: "Bundle", type: "history" }, "next") ?? "";
    expect((await fhir(next.replace("Task/_history", "Task"))).status).toBe(410);
    expect((await fhir(next.replace("Task/_history", "Task/t1/_history"))).status).toBe(410);
  });
});

describe("the page of a search", () => {
  const scope = "launch offline_access patient/Task.rs patient/Task.rs?status=draft";
  const path = "Task?patient=p01&_sort=_id&_count=2";
  beforeEach(() => {
    const statuses = ["draft", "ready", "draft", "ready"];
    for (const [place, status] of statuses.entries())
      registered.sandbox.put(taskFor("p01", { id: `t1${place}`, status }));
  });

  it("goes on under a refreshed token of the same sign-in", async () => {
    const { access_token, refresh_token = "" } = await signIn();
    const first: Bundle = await (await withToken(registered, access_token)(path)).json();
    const renewed = await refreshed(refresh_token);
    registered.sandbox.revoke(access_token);
    const rest = await pagesFrom(withToken(registered, renewed), linkOf(first, "next") ?? "");
    expect([first, ...rest].map(idsOf)).toEqual([["t1", "t10"], ["t11", "t12"], ["t13"]]);
  });

  it("shows a narrowed token only what that may see, and counts no more", async () => {
    const { access_token, refresh_token = "" } = await signIn();
    const first: Bundle = await (await withToken(registered, access_token)(path)).json();
    const narrowed = await refreshed(refresh_token, "patient/Task.rs?status=draft");
    const rest = await pagesFrom(withToken(registered, narrowed), linkOf(first, "next") ?? "");
    expect(rest.map(idsOf)).toEqual([["t12"]]);
    expect(rest.map(({ total }) => total)).toEqual([3]);
  });

  it("is nobody's who signed in another time, with whatever scopes", async () => {
    const { access_token } = await signIn();
    const first: Bundle = await (await withToken(registered, access_token)(path)).json();
    const again = await signedIn(registered, { scope });
    expect((await again(linkOf(first, "next") ?? "")).status).toBe(410);
  });

  const signIn = () => authorize(registered, { patient: "p01", user: "rn-1", scope });

  async function refreshed(refresh_token: string, narrow?: string): Promise<string> {
    const form = { grant_type: "refresh_token", refresh_token, ...(narrow ? { scope: narrow } : {}) };
    return (await (await postToken(registered, form)).json()).access_token;
  }
});

describe("a search that counts without showing", () => {
  it.each(["_summary=count", "_count=0"])("by %s has no next page", async (asked) => {
    const bundle: Bundle = await (await (await signedIn(registered))(`Task?patient=p01&${asked}`)).json();
    expect(bundle).toMatchObject({ total: 1 });
    expect([linkOf(bundle, "next"), idsOf(bundle)]).toEqual([null, []]);
  });
});
