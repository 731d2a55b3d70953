import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  authorizationRequest,
  authorize,
  follow,
  followFrom,
  postToken,
  type Registered,
  redemption,
} from "./authorize.ts";
import { freshSandbox, signedIn, taskFor, withToken } from "./fresh-sandbox.ts";
import type { DiscoveryLie } from "./smart/discovery.ts";

let registered: Registered;
beforeAll(async () => {
  registered = await freshSandbox();
  const { put } = registered.sandbox;
  put({ resourceType: "PractitionerRole", id: "role-1", practitioner: { reference: "Practitioner/pr-1" } });
});
afterAll(() => registered.sandbox.close());

describe("the token response", () => {
  it("carries what is open in the EHR", async () => {
    const fhirContext = [{ reference: "Task/t1", role: "launch" }];
    const token = await authorize(registered, {
      patient: "p01",
      user: "rn-1",
      encounter: "e1",
      needPatientBanner: true,
      intent: "review-month",
      fhirContext,
    });
    expect(token).toMatchObject({
      patient: "p01",
      encounter: "e1",
      need_patient_banner: true,
      intent: "review-month",
      fhirContext,
      tenant: "sandbox",
    });
    const style = await fetch(token.smart_style_url ?? "");
    expect(await style.json()).toMatchObject({ color_background: expect.stringMatching(/^#/) });
  });

  it("leaves out what the launch does not have", async () => {
    const token = await authorize(registered, { patient: "p01", user: "rn-1" });
    for (const name of ["encounter", "intent", "fhirContext", "refresh_token"])
      expect(token).not.toHaveProperty(name);
  });
});

describe("a launch from a panel", () => {
  const scope = "launch openid fhirUser user/Task.rs patient/Patient.rs";

  it("names no patient and opens every chart to user scopes, none to patient scopes", async () => {
    const token = await authorize(registered, { user: "rn-1", scope });
    expect(token).not.toHaveProperty("patient");
    const fhir = withToken(registered, token.access_token);
    expect((await fhir("Task/t1")).status).toBe(200);
    expect((await fhir("Task/t2")).status).toBe(200);
    expect((await fhir("Patient/p01")).status).toBe(403);
    expect((await (await fhir("Task?patient=p02")).json()).total).toBe(1);
  });
});

describe("a standalone launch", () => {
  async function opened(scope: string, choice: Record<string, string>) {
    const { query, verifier } = authorizationRequest(registered, { scope });
    const page = await follow(registered.sandbox, query);
    if (page instanceof URL) throw new Error("no sign-in page");
    const html = await page.text();
    const end = await followFrom(registered.sandbox, `${page.url}?${new URLSearchParams(choice)}`);
    const code = end instanceof URL ? (end.searchParams.get("code") ?? "") : "";
    const form = redemption(registered, { code, verifier });
    return { html, end, token: async () => (await postToken(registered, form)).json() };
  }

  it("lets the user pick a patient where the app asks for one", async () => {
    const scope = "launch/patient openid fhirUser patient/*.rs";
    const { html, token } = await opened(scope, { user: "pr-1", patient: "p02" });
    expect(html).toContain('<select name="patient"');
    const { access_token, ...rest } = await token();
    expect(rest).toMatchObject({ patient: "p02", need_patient_banner: true, scope });
    const fhir = withToken(registered, access_token);
    expect((await fhir("Patient/p02")).status).toBe(200);
    expect((await fhir("Patient/p01")).status).toBe(403);
  });

  it("asks only who is there where the app asks for no patient", async () => {
    const { html, token } = await opened("openid fhirUser user/Task.rs", { user: "pr-1" });
    expect(html).not.toContain('name="patient"');
    expect(await token()).not.toHaveProperty("patient");
  });

  it.each([
    { user: "pr-1", patient: "nobody" },
    { user: "pr-1", patient: "Patient/p02" },
    { user: "nobody", patient: "p02" },
  ])("takes nobody it did not offer, such as %j", async (choice) => {
    const { end } = await opened("launch/patient patient/*.rs", choice);
    expect(end).toMatchObject({ status: 400 });
  });

  it("stays on the page until a patient is picked", async () => {
    const { end } = await opened("launch/patient patient/*.rs", { user: "pr-1" });
    expect(end).toMatchObject({ status: 200 });
  });
});

describe("the signed-in user", () => {
  it.each([
    ["rn-1", 0],
    ["pr-1", 1],
  ])("%s has %i roles", async (user, roles) => {
    const fhir = await signedIn(registered, { user });
    expect((await fhir(`Practitioner/${user}`)).status).toBe(200);
    const { total } = await (await fhir(`PractitionerRole?practitioner=${user}`)).json();
    expect(total).toBe(roles);
  });
});

describe("a scope with a query", () => {
  const scope = "launch patient/Task.rs?status=draft patient/Task.c?status=draft patient/Task.u";
  beforeAll(() => {
    registered.sandbox.put(taskFor("p01", { id: "done", status: "completed" }));
  });

  it("is granted as it was asked and narrows reads and searches", async () => {
    const token = await authorize(registered, { patient: "p01", user: "rn-1", scope });
    expect(token.scope).toBe(scope);
    const fhir = withToken(registered, token.access_token);
    expect((await fhir("Task/t1")).status).toBe(200);
    expect((await fhir("Task/done")).status).toBe(403);
    expect((await fhir("Task/done/_history/1")).status).toBe(403);
    const { entry } = await (await fhir("Task?patient=p01")).json();
    expect(entry.map(({ resource }: { resource: { id: string } }) => resource.id)).toEqual(["t1"]);
  });

  it("narrows creates, and leaves other interactions as wide as theirs", async () => {
    const fhir = await signedIn(registered, { scope });
    const create = (status: string) => fhir("Task", { method: "POST", body: taskFor("p01", { status }) });
    expect((await create("completed")).status).toBe(403);
    expect((await create("draft")).status).toBe(201);
    const body = taskFor("p01", { id: "done", status: "completed" });
    expect((await fhir("Task/done", { method: "PUT", body })).status).toBe(200);
  });

  it("may name a category by its system", async () => {
    const own = await freshSandbox();
    const inCategory = (id: string, code: string) => ({
      resourceType: "Condition" as const,
      id,
      subject: { reference: "Patient/p01" },
      category: [{ coding: [{ system: "http://example.org/category", code }] }],
    });
    own.sandbox.put(inCategory("c1", "problem-list-item"));
    own.sandbox.put(inCategory("c2", "encounter-diagnosis"));
    const narrow = "patient/Condition.rs?category=http://example.org/category|problem-list-item";
    const fhir = await signedIn(own, { scope: `launch ${narrow}` });
    expect((await fhir("Condition/c1")).status).toBe(200);
    expect((await fhir("Condition/c2")).status).toBe(403);
    expect((await (await fhir("Condition?patient=p01")).json()).total).toBe(1);
    await own.sandbox.close();
  });

  it("opens nothing by a condition this server does not know", async () => {
    const fhir = await signedIn(registered, { scope: "launch patient/Task.rs?made-up=1" });
    expect((await fhir("Task/t1")).status).toBe(403);
    expect((await (await fhir("Task?patient=p01")).json()).total).toBe(0);
  });

  it("adds to a scope beside it", async () => {
    const both = "launch patient/Task.rs?status=draft patient/Task.rs?status=completed";
    const fhir = await signedIn(registered, { scope: both });
    expect((await fhir("Task/t1")).status).toBe(200);
    expect((await fhir("Task/done")).status).toBe(200);
  });
});

describe("wildcard scopes and a missing aud", () => {
  it("can be what an EHR does not grant, and what it forgives", async () => {
    const own = await freshSandbox({ behaviour: { wildcardScopes: false, audienceRequired: false } });
    const token = await authorize(own, {
      patient: "p01",
      user: "rn-1",
      scope: "launch patient/*.rs user/Task.r",
    });
    expect(token.scope).toBe("launch user/Task.r");
    const launch = own.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const { query } = authorizationRequest(own, { launch });
    query.delete("aud");
    expect(String(await follow(own.sandbox, query))).toContain("code=");
    await own.sandbox.close();
  });
});

describe("discovery that lies", () => {
  it.each<[DiscoveryLie, object]>([
    ["wrong_issuer", { issuer: "https://elsewhere.example.org/oauth" }],
    ["no_s256", { code_challenge_methods_supported: ["plain"] }],
    [
      "foreign_endpoints",
      {
        authorization_endpoint: "https://elsewhere.example.org/oauth/auth",
        token_endpoint: "https://elsewhere.example.org/oauth/token",
      },
    ],
    ["no_jwks_uri", { jwks_uri: undefined }],
  ])("%s", async (discovery, told) => {
    const own = await freshSandbox({ discovery });
    const at = `${own.sandbox.fhirBase}/.well-known/smart-configuration`;
    const document = await (await fetch(at)).json();
    const honest = await fetch(at.replace(own.sandbox.url, registered.sandbox.url));
    const truth = JSON.parse((await honest.text()).replaceAll(registered.sandbox.url, own.sandbox.url));
    expect(document).toEqual({ ...truth, ...told });
    expect(document).not.toEqual(truth);
    expect((await authorize(own, { patient: "p01", user: "rn-1" })).patient).toBe("p01");
    await own.sandbox.close();
  });

  it.each<[DiscoveryLie, number, string | null]>([
    ["html", 200, "text/html"],
    ["unavailable", 503, null],
  ])("%s", async (discovery, status, type) => {
    const own = await freshSandbox({ discovery });
    const response = await fetch(`${own.sandbox.fhirBase}/.well-known/smart-configuration`);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe(type);
    await own.sandbox.close();
  });
});

it("a token lives as long as the flavour at the moment says", async () => {
  const own = await freshSandbox();
  own.sandbox.flavours.use({
    name: "short",
    title: "Short",
    traits: { life: { source: "here", tokenLifeSeconds: 60 } },
  });
  const token = await authorize(own, { patient: "p01", user: "rn-1" });
  expect(token.expires_in).toBe(60);
  const fhir = withToken(own, token.access_token);
  own.sandbox.clock.move(59_000);
  expect((await fhir("Patient/p01")).status).toBe(200);
  own.sandbox.clock.move(1000);
  expect((await fhir("Patient/p01")).status).toBe(401);
  await own.sandbox.close();
});
