import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorizationRequest, authorize, follow, type Registered } from "./authorize.ts";
import { freshSandbox, withToken } from "./fresh-sandbox.ts";

let registered: Registered;
beforeEach(async () => {
  registered = await freshSandbox();
});
afterEach(() => registered.sandbox.close());

/** Follows one authorization request after `change` was made to its parameters. */
async function attempt(change: (query: URLSearchParams) => void, launchOptions: object = {}) {
  const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1", ...launchOptions });
  const { query } = authorizationRequest(registered, { launch });
  change(query);
  const end = await follow(registered.sandbox, query);
  if (!(end instanceof URL)) return { outside: false, status: end.status, ...(await end.json()) };
  return { outside: true, sent: query, ...Object.fromEntries(end.searchParams) };
}

describe("an EHR launch", () => {
  it("gives a token with the launch's context and the scopes asked for", async () => {
    const token = await authorize(registered, {
      patient: "Patient/p01",
      user: "Practitioner/rn-1",
      encounter: "e1",
    });
    expect(token).toMatchObject({
      token_type: "Bearer",
      expires_in: 570,
      patient: "p01",
      encounter: "e1",
      need_patient_banner: false,
      scope: "launch openid fhirUser patient/*.cruds user/*.rs",
    });
    expect((await withToken(registered, token.access_token)("Patient/p01")).status).toBe(200);
  });

  it("names the user in an RS256 id_token and gives the nonce back", async () => {
    const { query, verifier } = authorizationRequest(registered, {
      launch: registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" }),
    });
    const end = await follow(registered.sandbox, query);
    if (!(end instanceof URL)) throw new Error("no redirect");
    expect(end.searchParams.get("state")).toBe(query.get("state"));
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code: end.searchParams.get("code") ?? "",
      redirect_uri: registered.redirectUri,
      client_id: registered.clientId,
      code_verifier: verifier,
    });
    const redeem = () => fetch(`${registered.sandbox.url}/oauth/token`, { method: "POST", body });
    const { id_token } = await (await redeem()).json();
    expect(decodeProtectedHeader(id_token).alg).toBe("RS256");
    expect(decodeJwt(id_token)).toMatchObject({
      fhirUser: `${registered.sandbox.fhirBase}/Practitioner/rn-1`,
      nonce: query.get("nonce"),
      aud: "app",
      iss: `${registered.sandbox.url}/oauth`,
    });
    expect((await redeem()).status, "a code is good once").toBe(400);
  });

  it.each([
    ["no PKCE", (query: URLSearchParams) => query.delete("code_challenge"), "invalid_request"],
    [
      "plain PKCE",
      (query: URLSearchParams) => query.set("code_challenge_method", "plain"),
      "invalid_request",
    ],
    ["no aud", (query: URLSearchParams) => query.delete("aud"), "invalid_request"],
    ["aud twice", (query: URLSearchParams) => query.append("aud", query.get("aud") ?? ""), "invalid_request"],
    [
      "aud with a slash more",
      (query: URLSearchParams) => query.set("aud", `${query.get("aud")}/`),
      "invalid_request",
    ],
    [
      "another aud",
      (query: URLSearchParams) => query.set("aud", "http://127.0.0.1:1/fhir"),
      "invalid_request",
    ],
    ["no launch", (query: URLSearchParams) => query.delete("launch"), "invalid_request"],
    ["no state", (query: URLSearchParams) => query.delete("state"), "invalid_request"],
    ["an unknown launch", (query: URLSearchParams) => query.set("launch", "never-given"), "invalid_request"],
  ])("is refused with %s", async (_why, change, error) => {
    const answer = await attempt(change);
    expect(answer).toMatchObject({ error });
    expect(answer).not.toHaveProperty("code");
  });

  it("never redirects to an address that is not registered", async () => {
    const answer = await attempt((query) => query.set("redirect_uri", "http://localhost:9/elsewhere"));
    expect(answer).toMatchObject({ outside: false, status: 400, error: "invalid_redirect_uri" });
  });

  it("takes a launch once", async () => {
    const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const first = await follow(registered.sandbox, authorizationRequest(registered, { launch }).query);
    const second = await follow(registered.sandbox, authorizationRequest(registered, { launch }).query);
    expect(String(first)).toContain("code=");
    expect(String(second)).toContain("error=invalid_request");
  });

  it("can be refused to the user", async () => {
    const answer = await attempt(() => {}, { deny: true });
    expect(answer).toMatchObject({ outside: true, error: "access_denied" });
    expect(answer).toHaveProperty("state");
  });

  it("can leave the patient out, and asks for a banner where told to", async () => {
    const token = await authorize(registered, {
      patient: "p01",
      user: "rn-1",
      withoutPatient: true,
      needPatientBanner: true,
    });
    expect(token).not.toHaveProperty("patient");
    expect(token.need_patient_banner).toBe(true);
  });

  it("understands SMART v1 and v2 scopes and drops what it does not know", async () => {
    const scope =
      "launch patient/Task.write user/*.* patient/Condition.rs patient/Task.sr system/*.rs made-up";
    const token = await authorize(registered, { patient: "p01", user: "rn-1", scope });
    expect(token.scope).toBe("launch patient/Task.write user/*.* patient/Condition.rs");
  });

  it("keeps the context over a refresh and ends the family when a used token comes again", async () => {
    const scope = "launch openid offline_access patient/*.rs";
    const { refresh_token = "" } = await authorize(registered, { patient: "p02", user: "rn-1", scope });
    const refresh = (token: string) =>
      fetch(`${registered.sandbox.url}/oauth/token`, {
        method: "POST",
        body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: token, client_id: "app" }),
      });
    const renewed = await (await refresh(refresh_token)).json();
    expect(renewed).toMatchObject({ patient: "p02", scope });
    expect((await withToken(registered, renewed.access_token)("Patient/p02")).status).toBe(200);
    expect((await refresh(refresh_token)).status).toBe(400);
    expect((await refresh(renewed.refresh_token)).status).toBe(400);
  });
});

describe("two launches in one browser", () => {
  it("step by step side by side end at two patients", async () => {
    const jar = new Map([["_session", "left-over"]]);
    const step = async (url: URL): Promise<URL> => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(url, { redirect: "manual", headers: { cookie } });
      for (const set of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
      return new URL(response.headers.get("location") ?? "", url);
    };
    const frames = ["p01", "p02"].map((patient) => {
      const launch = registered.sandbox.newLaunch({ patient, user: "rn-1" });
      const { query, verifier } = authorizationRequest(registered, { launch });
      return { verifier, at: new URL(`${registered.sandbox.url}/oauth/auth?${query}`) };
    });
    for (let round = 0; round < 3; round += 1) {
      for (const frame of frames) frame.at = await step(frame.at);
    }
    const patients = await Promise.all(
      frames.map(async ({ at, verifier }) => {
        const body = new URLSearchParams({
          grant_type: "authorization_code",
          code: at.searchParams.get("code") ?? "",
          redirect_uri: registered.redirectUri,
          client_id: registered.clientId,
          code_verifier: verifier,
        });
        return (await (await fetch(`${registered.sandbox.url}/oauth/token`, { method: "POST", body })).json())
          .patient;
      }),
    );
    expect(patients).toEqual(["p01", "p02"]);
  });
});

describe("a grant narrower than asked", () => {
  it("is what the token response names and what the FHIR server obeys", async () => {
    const narrow = await freshSandbox({ grant: (asked) => asked.filter((scope) => !scope.includes("Task")) });
    const token = await authorize(narrow, {
      patient: "p01",
      user: "rn-1",
      scope: "launch openid patient/Patient.rs patient/Task.rs",
    });
    const fhir = withToken(narrow, token.access_token);
    expect(token.scope).toBe("launch openid patient/Patient.rs");
    expect((await fhir("Patient/p01")).status).toBe(200);
    expect((await fhir("Task?patient=p01")).status).toBe(403);
    await narrow.sandbox.close();
  });
});

describe("discovery", () => {
  it("is open and names the endpoints that work", async () => {
    const response = await fetch(`${registered.sandbox.fhirBase}/.well-known/smart-configuration`);
    const { authorization_endpoint, jwks_uri, ...rest } = await response.json();
    expect(rest).toMatchObject({
      issuer: `${registered.sandbox.url}/oauth`,
      token_endpoint: `${registered.sandbox.url}/oauth/token`,
      code_challenge_methods_supported: ["S256"],
      capabilities: expect.arrayContaining(["launch-ehr", "permission-v2"]),
    });
    expect(authorization_endpoint).toBe(`${registered.sandbox.url}/oauth/auth`);
    const { keys } = await (await fetch(jwks_uri)).json();
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
  });
});
