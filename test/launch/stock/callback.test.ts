import { generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishLaunch, startLaunch } from "../../../launch/smart-launch.ts";
import { type Clinic, LaunchingBrowser, startClinic } from "../../server/launching-browser.ts";
import { origin } from "../../server/test-server.ts";
import { fakeSmart, redirectUri, type SmartQuirks, sign } from "../fake-smart.ts";
import { documented, foreignServer, stockAt, thrownBy } from "./stock-fhirclient.ts";

/** Our own server, and the EHR it knows. */
let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

const launchQuery = (more: Record<string, string> = {}) => ({
  iss: clinic.sandbox.fhirBase,
  launch: clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1" }),
  ...more,
});

/** The answer of our launch address. */
async function ourLaunch(query: Record<string, string>, headers: Record<string, string> = {}) {
  const address = `${origin}/launch?${new URLSearchParams(query)}`;
  const { status, headers: answered } = await new LaunchingBrowser(clinic).ask(address, { headers });
  return { status, asked: new URL(answered.get("location") ?? origin) };
}

/** Stock fhirclient, sent to the EHR and on its way back. */
async function stockCallback(quirks: SmartQuirks = {}) {
  const ehr = await fakeSmart(quirks);
  const kept = new Map<string, unknown>();
  const url = await stockAt("/launch?launch=launch-1", { kept }).authorize({
    ...documented,
    iss: ehr.base,
    redirectUri,
  });
  const { search } = ehr.authorize(String(url));
  return { ehr, ready: () => stockAt(`/callback${search}`, { kept }).ready() };
}

/** The same way back with ours. */
async function ourCallback(quirks: SmartQuirks) {
  const { connection, authorize } = await fakeSmart(quirks);
  const { signal } = new AbortController();
  const started = await startLaunch({ connection, launch: "launch-1", redirectUri, signal });
  if (!started.ok) throw new Error(started.problem.code);
  const { authorizeUrl, pending } = started.value;
  const now = () => new Date().toISOString();
  return finishLaunch({ connection, pending, callbackUrl: authorize(authorizeUrl), signal, now });
}

describe("F8, §7.2: an address that names a server of somebody's own", () => {
  it("is not followed by ours: the sign-in is at the EHR that is configured, with our client and no patient", async () => {
    const evil = await foreignServer();
    const more = { fhirServiceUrl: evil.base, patientId: "p9", clientId: "evil" };
    const { status, asked } = await ourLaunch(launchQuery(more));
    expect([status, asked.origin, asked.searchParams.get("client_id")]).toEqual([
      302,
      clinic.sandbox.url,
      "caremonth",
    ]);
    expect(asked.href).not.toContain("p9");
    expect((await ourLaunch(more)).status).toBe(400);
    expect((await ourLaunch({ ...more, iss: evil.base, launch: "x" })).status).toBe(403);
    expect(evil.seen).toEqual([]);
  });
});

describe("§7.14: a header that names another host", () => {
  const headers = { "x-forwarded-host": "evil.invalid", "x-original-uri": "/other" };

  it("takes the code to that host with stock fhirclient", async () => {
    const ehr = await fakeSmart();
    const options = { ...documented, iss: ehr.base, redirectUri: "callback" };
    const url = await stockAt("/launch", { headers }).authorize(options);
    expect(new URL(String(url)).searchParams.get("redirect_uri")).toBe("http://evil.invalid/callback");
  });

  it("has no say with ours", async () => {
    const { asked } = await ourLaunch(launchQuery(), headers);
    expect(asked.searchParams.get("redirect_uri")).toBe(`${origin}/callback`);
  });
});

describe("§7.4: the callback, loaded twice at once", () => {
  it("sends the code twice with stock fhirclient", async () => {
    const { ehr, ready } = await stockCallback();
    await Promise.all([ready(), ready()]);
    const codes = ehr.to("/token").map(({ body }) => new URLSearchParams(body).get("code"));
    expect(codes).toEqual(["code-1", "code-1"]);
  });

  it("sends it once with ours, and opens one launch", async () => {
    const browser = new LaunchingBrowser(clinic);
    const back = await browser.signIn(clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1" }));
    const exchanges = () => clinic.sandbox.requests.filter(({ path }) => path === "/oauth/token").length;
    const before = exchanges();
    const answers = await Promise.all([browser.ask(back), browser.ask(back)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(exchanges() - before).toBe(1);
  });
});

describe("§7.13: an id_token that somebody else signed", () => {
  const forged: SmartQuirks = {
    claims: (usual) => ({ ...usual, fhirUser: "Practitioner/somebody-else" }),
    async idToken(usual) {
      const { privateKey } = await generateKeyPair("RS256");
      const [, claims = ""] = usual.split(".");
      const read = JSON.parse(Buffer.from(claims, "base64url").toString());
      return sign(read, { alg: "RS256", kid: "ehr-key" }, privateKey);
    },
  };

  it("is believed by stock fhirclient", async () => {
    const { ready } = await stockCallback(forged);
    expect((await ready()).getFhirUser()).toBe("Practitioner/somebody-else");
  });

  it("opens nothing with ours", async () => {
    expect(await ourCallback(forged)).toMatchObject({ ok: false, problem: { code: "id_token_invalid" } });
  });
});

describe("a token endpoint that sends the code on to another host", () => {
  async function sendingOn() {
    const evil = await foreignServer();
    return { evil, token: () => ({ status: 307, headers: { location: `${evil.origin}/take` } }) };
  }

  it("is followed by stock fhirclient", async () => {
    const { evil, token } = await sendingOn();
    const { ready } = await stockCallback({ token });
    await thrownBy(ready());
    expect(new URLSearchParams(evil.seen[0]?.body).get("code")).toBe("code-1");
  });

  it("is not by ours", async () => {
    const { evil, token } = await sendingOn();
    expect((await ourCallback({ token })).ok).toBe(false);
    expect(evil.seen).toEqual([]);
  });
});
