import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorize, type Registered } from "./authorize.ts";
import { freshSandbox, type Sent, signedIn, taskFor, withToken } from "./fresh-sandbox.ts";

let registered: Registered;
beforeAll(async () => {
  registered = await freshSandbox();
});
afterAll(() => registered.sandbox.close());

async function expectRefused(response: Response, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/fhir+json");
  expect(await response.json()).toMatchObject({
    resourceType: "OperationOutcome",
    issue: [{ severity: "error" }],
  });
}

describe("a token", () => {
  it("is required", async () => {
    const response = await fetch(`${registered.sandbox.fhirBase}/Patient/p01`);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    await expectRefused(response, 401);
  });

  it("must be signed by this server", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    const forged = await new SignJWT({ patient: "p01", scope: "patient/*.cruds" })
      .setProtectedHeader({ alg: "RS256", kid: "sandbox", typ: "at+jwt" })
      .setIssuer(`${registered.sandbox.url}/oauth`)
      .setAudience(registered.sandbox.fhirBase)
      .setExpirationTime("1h")
      .sign(privateKey);
    await expectRefused(await withToken(registered, forged)("Patient/p01"), 401);
  });

  it("is not an id_token", async () => {
    const { id_token = "" } = await authorize(registered, { patient: "p01", user: "rn-1" });
    await expectRefused(await withToken(registered, id_token)("Patient/p01"), 401);
  });

  it.each([
    // Two seconds under: the token is minted in whole seconds, rounded down, and the test itself takes a moment.
    [58, 200],
    [60, 401],
    [61, 401],
  ])("of 60 seconds after %i seconds answers %i", async (seconds, status) => {
    let moved = 0;
    const start = Date.now();
    const own = await freshSandbox({ tokenLifeSeconds: 60, now: () => new Date(start + moved) });
    const fhir = await signedIn(own);
    moved = seconds * 1000;
    expect((await fhir("Patient/p01")).status).toBe(status);
    await own.sandbox.close();
  });

  it("can be withdrawn alone, or all at once", async () => {
    const first = await authorize(registered, { patient: "p01", user: "rn-1" });
    const second = await authorize(registered, { patient: "p01", user: "rn-1" });
    registered.sandbox.revoke(first.access_token);
    await expectRefused(await withToken(registered, first.access_token)("Patient/p01"), 401);
    expect((await withToken(registered, second.access_token)("Patient/p01")).status).toBe(200);
    registered.sandbox.revoke();
    await expectRefused(await withToken(registered, second.access_token)("Patient/p01"), 401);
  });
});

describe("scopes", () => {
  const task = taskFor("p01", { id: "t1" });
  const create: [string, Sent] = ["Task", { method: "POST", body: taskFor("p01") }];
  const update: [string, Sent] = ["Task/t1", { method: "PUT", body: task }];
  it.each<[string, [string, Sent?], number]>([
    ["patient/Task.read", ["Task/t1"], 200],
    ["patient/Task.read", ["Task?patient=p01"], 200],
    ["patient/Task.read", create, 403],
    ["patient/Task.write", create, 201],
    ["patient/Task.write", ["Task/t1"], 403],
    ["patient/Task.*", update, 200],
    ["patient/Task.r", ["Task/t1"], 200],
    ["patient/Task.r", ["Task?patient=p01"], 403],
    ["patient/Task.s", ["Task/t1"], 403],
    ["patient/Task.rs", ["Task/t1/_history"], 200],
    ["patient/Task.c", create, 201],
    ["patient/Task.c", update, 403],
    ["user/Task.u", update, 200],
    ["user/*.cruds", update, 200],
    ["patient/Condition.cruds", ["Task/t1"], 403],
    ["patient/*.rs", ["Practitioner/pr-1"], 200],
    ["patient/Task.rs", ["Practitioner/pr-1"], 403],
    ["openid fhirUser patient/Task.rs", ["Practitioner/rn-1"], 200],
    ["openid fhirUser patient/Task.rs", ["Practitioner/pr-1"], 403],
  ])("%s: %j answers %i", async (scope, [path, sent], status) => {
    const fhir = await signedIn(registered, { scope: `launch ${scope}` });
    expect((await fhir(path, sent)).status).toBe(status);
  });
});

describe("one patient's chart", () => {
  it.each(["patient/*.cruds", "user/*.cruds", "user/*.* patient/*.*"])(
    "confines a token with %s",
    async (scope) => {
      const fhir = await signedIn(registered, { scope: `launch ${scope}` });
      const writes = { method: "PUT", body: taskFor("p02", { id: "t1" }) };
      for (const [path, sent] of [
        ["Patient/p02"],
        ["Task/t2"],
        ["Task/t2/_history"],
        ["Task/t2/_history/1"],
        ["Task?patient=p02"],
        ["Task?subject=Patient/p02"],
        ["Task?patient=p01,p02"],
        ["Patient?_id=p02"],
        ["Task", { method: "POST", body: taskFor("p02") }],
        ["Task", { method: "POST", body: { ...taskFor("p01"), for: undefined } }],
        ["Task/t1", writes],
        ["Task/t2", { method: "PUT", body: taskFor("p01", { id: "t2" }) }],
        [
          "Condition",
          { method: "POST", body: { resourceType: "Condition", subject: { reference: "Patient/p02" } } },
        ],
      ] satisfies [string, Sent?][]) {
        await expectRefused(await fhir(path, sent), 403);
      }
      expect(registered.sandbox.all("Task").filter(({ patients }) => patients.includes("p02"))).toHaveLength(
        1,
      );
    },
  );

  it("holds also when the token response named no patient", async () => {
    const fhir = await signedIn(registered, { withoutPatient: true });
    expect((await fhir("Patient/p01")).status).toBe(200);
    expect((await fhir("Patient/p02")).status).toBe(403);
  });

  it("shows nothing of others in a search that names nobody", async () => {
    const fhir = await signedIn(registered);
    const { entry } = await (await fhir("Patient")).json();
    expect(entry).toHaveLength(1);
  });

  it("cannot be left by a patch", async () => {
    const fhir = await signedIn(registered);
    const response = await fhir("Task/t1", {
      method: "PATCH",
      headers: { "content-type": "application/json-patch+json" },
      body: [{ op: "replace", path: "/for/reference", value: "Patient/p02" }],
    });
    await expectRefused(response, 403);
  });

  it("keeps no version of what has gone into another", async () => {
    const own = await freshSandbox();
    own.sandbox.put(taskFor("p02", { id: "t1" }));
    const fhir = await signedIn(own);
    for (const path of ["Task/t1", "Task/t1/_history", "Task/t1/_history/1", "Task/t1/_history/2"])
      await expectRefused(await fhir(path), 403);
    const theirs = await signedIn(own, { patient: "p02" });
    await expectRefused(await theirs("Task/t1/_history/1"), 403);
    expect((await theirs("Task/t1/_history/2")).status).toBe(200);
    await own.sandbox.close();
  });

  it("cannot be left by the page of another's search", async () => {
    const own = await freshSandbox({ pageSize: 1 });
    for (const id of ["a", "b"]) own.sandbox.put(taskFor("p02", { id }));
    const theirs = await signedIn(own, { patient: "p02" });
    const { link } = await (await theirs("Task?patient=p02")).json();
    const next = new URL(link[1].url).search;
    await expectRefused(await (await signedIn(own))(`Task${next}`), 410);
    expect((await theirs(`Task${next}`)).status).toBe(200);
    await own.sandbox.close();
  });
});

it("does not read by a conditional create what the token may not read", async () => {
  const writer = await authorize(registered, {
    patient: "p01",
    user: "rn-1",
    scope: "launch openid fhirUser patient/Task.c",
  });
  const body = JSON.stringify({ ...taskFor("p01"), identifier: [{ system: "urn:secret", value: "one" }] });
  registered.sandbox.put({ ...JSON.parse(body), id: "secret-one" });
  const headers = { "if-none-exist": "identifier=urn:secret|one" };
  const answer = await withToken(registered, writer.access_token)("Task", { method: "POST", body, headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("location")).toContain("/Task/secret-one");
  expect(await answer.text()).toBe("");
});
