import { decodeJwt, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { codeOf, value } from "./expected-outcome.ts";
import { type FakeSmart, fakeSmart, json, type SmartQuirks, sign } from "./fake-smart.ts";
import { asInProduction, launch } from "./whole-launch.ts";

asInProduction();

describe("the id_token", () => {
  const seconds = () => Math.floor(Date.now() / 1000);

  it.each<[what: string, quirks: SmartQuirks]>([
    ["of another issuer", { claims: (usual) => ({ ...usual, iss: "https://evil.invalid" }) }],
    ["for another client", { claims: (usual) => ({ ...usual, aud: "other" }) }],
    ["with another nonce", { claims: (usual) => ({ ...usual, nonce: "other" }) }],
    ["without a nonce", { claims: ({ nonce: _, ...usual }) => usual }],
    ["long expired", { claims: (usual) => ({ ...usual, exp: seconds() - 3600 }) }],
    ["without an expiry", { claims: ({ exp: _, ...usual }) => usual }],
    ["without a subject", { claims: ({ sub: _, ...usual }) => usual }],
    ["that is missing", { token: ({ id_token: _, ...rest }) => ({ headers: json, body: rest }) }],
    ["that is no token", { idToken: () => "x" }],
    ["with alg none", { idToken: (usual) => `${unsignedHeader()}.${usual.split(".")[1]}.` }],
    ["with a changed claim", { idToken: (usual) => withClaim(usual, { fhirUser: "Practitioner/other" }) }],
    ["signed with another key", { idToken: signedByAnother }],
    ["of an unknown kid", { idToken: (usual) => sign(decodeJwt(usual), { alg: "RS256", kid: "other" }) }],
    ["whose keys are no keys", { keys: () => ({ headers: json, body: {} }) }],
    ["whose keys are gone", { keys: () => ({ status: 404 }) }],
    ["whose keys are elsewhere", { keys: () => ({ status: 302, headers: { location: "/keys2" } }) }],
  ])("%s opens no chart", async (_what, quirks) => {
    expect(codeOf(await launch(await fakeSmart(quirks)))).toBe("id_token_invalid");
  });

  it.each([
    ["behind ours by less than ten minutes", -590, null],
    ["behind ours by more than ten minutes", -610, "id_token_invalid"],
    ["before ours by less than ten minutes", 590, null],
  ])("is believed or not where the EHR's clock is %s", async (_what, skew, code) => {
    // It lives for the moment it is issued in, as far as the EHR's own clock goes.
    const exp = seconds() + skew;
    const ehr = await fakeSmart({ claims: (usual) => ({ ...usual, iat: exp, exp }) });
    expect(codeOf(await launch(ehr))).toBe(code);
  });

  function unsignedHeader(): string {
    return Buffer.from('{"alg":"none"}').toString("base64url");
  }

  function withClaim(token: string, more: object): string {
    const [header, , signature] = token.split(".");
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...more })).toString("base64url");
    return [header, claims, signature].join(".");
  }

  async function signedByAnother(usual: string): Promise<string> {
    const { privateKey } = await generateKeyPair("RS256");
    return sign(decodeJwt(usual), { alg: "RS256", kid: "ehr-key" }, privateKey);
  }

  it.each<[what: string, claims: (base: string) => object, user: string]>([
    ["a relative reference", () => ({ fhirUser: "PractitionerRole/r-1" }), "PractitionerRole/r-1"],
    ["an absolute one of this EHR", (base) => ({ fhirUser: `${base}/Practitioner/d` }), "Practitioner/d"],
    [
      "one of another server",
      () => ({ fhirUser: "https://staff.invalid/fhir/Practitioner/d" }),
      "https://staff.invalid/fhir/Practitioner/d",
    ],
    ["the older claim", () => ({ fhirUser: undefined, profile: "Practitioner/d" }), "Practitioner/d"],
  ])("names the user by %s", async (_what, claims, user) => {
    const ehr: FakeSmart = await fakeSmart({ claims: (usual) => ({ ...usual, ...claims(ehr.base) }) });
    expect(value(await launch(ehr)).pinned.user).toBe(user);
  });

  it.each([undefined, "", "Organization/o", "Practitioner/", "just a name", 7, "https://me.invalid/profile"])(
    "naming the user %j names nobody",
    async (fhirUser) => {
      const ehr = await fakeSmart({ claims: (usual) => ({ ...usual, fhirUser }) });
      expect(codeOf(await launch(ehr))).toBe("no_user");
    },
  );
});
