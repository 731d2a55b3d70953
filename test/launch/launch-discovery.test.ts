import { describe, expect, it, vi } from "vitest";
import { startLaunch } from "../../launch/smart-launch.ts";
import { codeOf } from "./expected-outcome.ts";
import { type FakeSmart, fakeSmart, json, redirectUri, type SmartQuirks } from "./fake-smart.ts";
import { scriptedEhr } from "./scripted-ehr.ts";
import { asInProduction, start, started } from "./whole-launch.ts";

asInProduction();

describe("discovery", () => {
  const without = (key: string) => (usual: Record<string, unknown>) => {
    const { [key]: _, ...rest } = usual;
    return { headers: json, body: rest };
  };
  const changed = (more: Record<string, unknown>) => (usual: Record<string, unknown>) => ({
    headers: json,
    body: { ...usual, ...more },
  });

  it.each<[what: string, discovery: SmartQuirks["discovery"]]>([
    ["no issuer", without("issuer")],
    ["no authorize endpoint", without("authorization_endpoint")],
    ["no token endpoint", without("token_endpoint")],
    ["no keys", without("jwks_uri")],
    ["no PKCE", without("code_challenge_methods_supported")],
    ["plain PKCE only", changed({ code_challenge_methods_supported: ["plain"] })],
    ["a foreign authorize endpoint", changed({ authorization_endpoint: "https://evil.invalid/authorize" })],
    ["a foreign token endpoint", changed({ token_endpoint: "https://evil.invalid/token" })],
    ["foreign keys", changed({ jwks_uri: "https://evil.invalid/keys" })],
    ["a script for an endpoint", changed({ authorization_endpoint: "javascript:alert(1)" })],
    ["404", () => ({ status: 404 })],
    ["a web page", () => ({ headers: { "content-type": "text/html" }, body: "<html>" })],
    ["broken JSON", () => ({ headers: json, body: "{" })],
  ])("with %s is unusable and nothing else is asked", async (_what, discovery) => {
    const ehr = await fakeSmart(discovery ? { discovery } : {});
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    expect(ehr.seen.map(({ url }) => url)).toEqual(["/fhir/.well-known/smart-configuration"]);
  });

  it.each<[what: string, endpoint: (origin: string) => string]>([
    ["with a user name", (origin) => origin.replace("//", "//ehr.invalid@")],
    ["that only begins alike", (origin) => `${origin}1`],
    ["over http where https is wanted", (origin) => origin],
  ])("of an endpoint %s is unusable", async (what, endpoint) => {
    const ehr: FakeSmart = await fakeSmart({
      discovery: (usual) => ({ headers: json, body: { ...usual, token_endpoint: endpoint(ehr.origin) } }),
    });
    const insecureHttp = what !== "over http where https is wanted";
    expect(codeOf(await start(ehr, { insecureHttp }))).toBe("discovery_unusable");
  });

  it("may name another origin when the connection does", async () => {
    const ehr = await fakeSmart({
      discovery: changed({ authorization_endpoint: "https://login.invalid/a" }),
    });
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    const { authorizeUrl } = await started(ehr, { endpointOrigins: ["https://login.invalid"] });
    expect(new URL(authorizeUrl).origin).toBe("https://login.invalid");
  });

  it("is asked anew with every launch: neither a failure nor an old answer is kept", async () => {
    let round = 0;
    const ehr = await fakeSmart({
      discovery: (usual) => {
        round += 1;
        if (round === 1) return { status: 503 };
        return {
          headers: json,
          body: { ...usual, authorization_endpoint: `${ehr.origin}/authorize-${round}` },
        };
      },
    });
    expect(codeOf(await start(ehr))).toBe("ehr_unreachable");
    expect(new URL((await started(ehr)).authorizeUrl).pathname).toBe("/authorize-2");
    expect(new URL((await started(ehr)).authorizeUrl).pathname).toBe("/authorize-3");
    expect(round).toBe(3);
  });

  it.each<[what: string, then: Record<string, unknown>]>([
    ["PKCE gone", { code_challenge_methods_supported: [] }],
    ["another token endpoint", { token_endpoint: "https://evil.invalid/token" }],
    ["another authorize endpoint", { authorization_endpoint: "https://evil.invalid/authorize" }],
  ])("is the same when it is used as when it was checked: %s", async (_what, then) => {
    // Believing itself under test, fhirclient asks a second time: what another launch's answer in its cache does.
    vi.stubEnv("NODE_ENV", "test");
    let round = 0;
    const ehr = await fakeSmart({
      discovery: (usual) => {
        round += 1;
        return { headers: json, body: round === 1 ? usual : { ...usual, ...then } };
      },
    });
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    expect(round).toBe(2);
  });

  it("follows no redirect", async () => {
    const evil = await scriptedEhr(() => ({ body: {} }));
    const ehr = await fakeSmart({
      discovery: () => ({ status: 302, headers: { location: `${evil.base}/x` } }),
    });
    expect(codeOf(await start(ehr))).toBe("ehr_unreachable");
    expect(evil.seen).toEqual([]);
  });

  it("of a dead EHR ends with the caller's signal", async () => {
    const ehr = await fakeSmart({ discovery: () => ({ end: "hang" }) });
    const ending = AbortSignal.timeout(80);
    const { connection } = ehr;
    const outcome = await startLaunch({ connection, launch: "l", redirectUri, signal: ending });
    expect(codeOf(outcome)).toBe("ehr_unreachable");
  });
});
