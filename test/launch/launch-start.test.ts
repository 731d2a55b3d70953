import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, it, vi } from "vitest";
import { codeOf, value } from "./expected-outcome.ts";
import { fakeSmart, json, redirectUri } from "./fake-smart.ts";
import { asInProduction, start, started } from "./whole-launch.ts";

asInProduction();

describe("starting a launch", () => {
  it("sends the browser to the EHR's authorize endpoint with everything SMART wants", async () => {
    const ehr = await fakeSmart();
    const { state, authorizeUrl, pending } = await started(ehr);
    const url = new URL(authorizeUrl);
    const asked = Object.fromEntries(url.searchParams);
    const { codeVerifier } = JSON.parse(pending).state;
    expect(url.origin + url.pathname).toBe(`${ehr.origin}/authorize`);
    expect(asked).toEqual({
      response_type: "code",
      client_id: "caremonth",
      scope: ehr.connection.scopes.join(" "),
      redirect_uri: redirectUri,
      aud: ehr.base,
      launch: "launch-1",
      state,
      nonce: JSON.parse(pending).nonce,
      code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    expect(authorizeUrl).not.toContain(codeVerifier);
  });

  it("never repeats a state or a nonce and takes them from the system's randomness", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const ehr = await fakeSmart();
    const all = await Promise.all(Array.from({ length: 20 }, () => started(ehr)));
    const secrets = all.flatMap(({ state, pending }) => [state, JSON.parse(pending).nonce]);
    expect(new Set(secrets).size).toBe(40);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url").length).toBe(32);
  });

  it("keeps the authorize endpoint's own parameters", async () => {
    const ehr = await fakeSmart({
      discovery: (usual) => ({
        headers: json,
        body: { ...usual, authorization_endpoint: `${usual["authorization_endpoint"]}?tenant=a%20b` },
      }),
    });
    const asked = new URL((await started(ehr)).authorizeUrl).searchParams;
    expect(asked.getAll("tenant")).toEqual(["a b"]);
    expect(asked.get("response_type")).toBe("code");
  });

  it("does not begin without a launch", async () => {
    const ehr = await fakeSmart();
    expect(codeOf(await start(ehr, {}, ""))).toBe("missing_launch");
    expect(ehr.seen).toEqual([]);
  });

  it.each([
    "x&iss=https://evil.invalid&patientId=p2",
    "https://evil.invalid/?fhirServiceUrl=https://evil.invalid",
  ])("takes a launch string for nothing but a launch string: %s", async (text) => {
    const ehr = await fakeSmart();
    const { authorizeUrl, pending } = value(await start(ehr, {}, text));
    const asked = new URL(authorizeUrl).searchParams;
    expect(asked.get("launch")).toBe(text);
    expect(asked.get("aud")).toBe(ehr.base);
    expect([asked.get("iss"), asked.get("patientId")]).toEqual([null, null]);
    expect(JSON.parse(pending).state.tokenResponse).toEqual({});
  });

  it("writes no key into what is kept", async () => {
    const { privateKey } = await generateKeyPair("RS384", { extractable: true });
    const ehr = await fakeSmart();
    const { pending } = await started(ehr, { auth: { kind: "private_key_jwt", kid: "k", key: privateKey } });
    const { d = "absent" } = await exportJWK(privateKey);
    expect(d).not.toBe("absent");
    expect(pending).not.toContain(d);
  });
});
