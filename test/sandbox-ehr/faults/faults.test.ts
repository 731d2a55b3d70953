import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorizationRequest, follow, type Registered } from "../authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "../fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

const post = () => fhir("Task", { method: "POST", body: taskFor("p01", { id: "new" }) });
const tasks = () => registered.sandbox.all("Task").length;

describe("a fault", () => {
  it("answers with any status, header and body, and nothing is processed", async () => {
    registered.sandbox.intercept(() => ({
      kind: "status",
      status: 503,
      headers: { "retry-after": "7" },
      body: "<html>",
    }));
    const response = await post();
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.text()).toBe("<html>");
    expect(tasks()).toBe(2);
  });

  it("breaks the connection before anything is processed", async () => {
    registered.sandbox.intercept(() => ({ kind: "reset_before" }));
    await expect(post()).rejects.toThrow("fetch failed");
    expect(tasks()).toBe(2);
  });

  it("breaks the connection after all is processed", async () => {
    registered.sandbox.intercept(() => ({ kind: "reset_after" }));
    await expect(post()).rejects.toThrow("fetch failed");
    expect(tasks()).toBe(3);
  });

  it("never answers", async () => {
    registered.sandbox.intercept(() => ({ kind: "hang" }));
    const response = fetch(`${registered.sandbox.fhirBase}/metadata`, { signal: AbortSignal.timeout(150) });
    await expect(response).rejects.toThrow("timeout");
  });

  it("answers late", async () => {
    registered.sandbox.intercept(async () => ({ kind: "delay", ms: 120 }));
    const start = performance.now();
    expect((await fhir("Task/t1")).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(119);
  });

  it("meets only what the interceptor picks, and ends with null", async () => {
    registered.sandbox.intercept(({ method, type, path, headers }) =>
      method === "GET" && type === "Task" && path === "/fhir/Task" && headers.authorization
        ? { kind: "status", status: 500 }
        : null,
    );
    expect((await fhir("Task?patient=p01")).status).toBe(500);
    expect((await fhir("Task/t1")).status).toBe(200);
    registered.sandbox.intercept(null);
    expect((await fhir("Task?patient=p01")).status).toBe(200);
  });

  it.each(["/fhir/.well-known/smart-configuration", "/fhir/metadata", "/oauth/jwks", "/"])(
    "reaches %s",
    async (path) => {
      registered.sandbox.intercept((request) =>
        request.path === path ? { kind: "status", status: 418 } : null,
      );
      expect((await fetch(`${registered.sandbox.url}${path}`)).status).toBe(418);
    },
  );

  it("reaches a sign-in on its way", async () => {
    registered.sandbox.intercept(({ path }) =>
      path.startsWith("/oauth/interaction/") ? { kind: "status", status: 500 } : null,
    );
    const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const end = await follow(registered.sandbox, authorizationRequest(registered, { launch }).query);
    expect(end).toMatchObject({ status: 500 });
  });
});

describe("the request log", () => {
  it("holds every request with its status, and null where none was given", async () => {
    const before = registered.sandbox.requests.length;
    await fhir("Task?patient=p01");
    registered.sandbox.intercept(() => ({ kind: "reset_after" }));
    await post().catch(() => undefined);
    registered.sandbox.intercept(null);
    await fhir("Task/unknown");
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(registered.sandbox.requests.slice(before)).toEqual([
      { method: "GET", path: "/fhir/Task", url: "/fhir/Task?patient=p01", type: "Task", status: 200, at },
      { method: "POST", path: "/fhir/Task", url: "/fhir/Task", type: "Task", status: null, at },
      { method: "GET", path: "/fhir/Task/unknown", url: "/fhir/Task/unknown", type: "Task", status: 404, at },
    ]);
  });
});

it("a sandbox closes while requests hang, and its port is free again", async () => {
  const own = await freshSandbox();
  own.sandbox.intercept(() => ({ kind: "hang" }));
  const hanging = fetch(own.sandbox.url).catch(() => "ended");
  await expect.poll(() => own.sandbox.requests.length).toBe(1);
  await own.sandbox.close();
  expect(await hanging).toBe("ended");
  const again = await freshSandbox({ port: Number(new URL(own.sandbox.url).port) });
  expect(again.sandbox.url).toBe(own.sandbox.url);
  await again.sandbox.close();
});
