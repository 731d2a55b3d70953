import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { origin } from "./test-server.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.sandbox.intercept(null));
afterAll(() => clinic.close());

const newLaunch = () => clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
const tokenPosts = () => clinic.sandbox.requests.filter(({ path }) => path === "/oauth/token").length;

async function problemOn(response: Response): Promise<string> {
  const html = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(html).toContain("What to do:");
  expect(html).not.toContain("canary");
  return /<code>(\w+)<\/code>/.exec(html)?.[1] ?? "none";
}

describe("coming back from the EHR's sign-in", () => {
  it("a second time, by reload or Back, uses no code, and the chart that is open stays the same patient's", async () => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(newLaunch());
    const { launch } = shellOf(await (await browser.ask(callback)).text());
    const before = tokenPosts();
    expect(await problemOn(await browser.ask(callback))).toBe("state_unknown");
    expect(tokenPosts()).toBe(before);
    const again = shellOf(await (await browser.ask(`${origin}/l/${launch}/`)).text());
    expect(again).toMatchObject({ launch, kind: "chart" });
    const headers = { "x-caremonth-launch": launch };
    expect((await browser.ask(`${origin}/api/presence`, { headers })).status).toBe(204);
  });

  // What the SMART launcher can simulate at its authorize endpoint, and what other servers add to it.
  it.each([
    ["access_denied", "refused"],
    ["invalid_scope", "scope_refused"],
    ["unauthorized_client", "client_refused"],
    ["temporarily_unavailable", "ehr_busy"],
    ["made-up-canary", "refused"],
  ])("with %s says what it means, in our own words, and asks for no token", async (error, code) => {
    const browser = new LaunchingBrowser(clinic);
    const callback = new URL(await browser.signIn(newLaunch()));
    callback.searchParams.delete("code");
    callback.searchParams.set("error", error);
    callback.searchParams.set("error_description", "canary");
    const before = tokenPosts();
    expect(await problemOn(await browser.ask(callback.href))).toBe(code);
    expect(tokenPosts()).toBe(before);
  });

  // And at its token endpoint.
  it.each([
    ["a wrong secret", 401, "invalid_client", "client_refused"],
    ["an invalid token", 401, "invalid_token", "exchange_failed"],
    ["an invalid scope", 400, "invalid_scope", "scope_refused"],
    ["a spent code", 403, "invalid_grant", "exchange_failed"],
  ])("to a token endpoint that says %s opens nothing and says why", async (_, status, error, code) => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(newLaunch());
    const body = JSON.stringify({ error, error_description: "canary" });
    const headers = { "content-type": "application/json" };
    clinic.sandbox.intercept(({ path }) =>
      path === "/oauth/token" ? { kind: "status", status, headers, body } : null,
    );
    expect(await problemOn(await browser.ask(callback))).toBe(code);
    expect([...browser.jar.keys()]).toEqual([]);
  });
});
