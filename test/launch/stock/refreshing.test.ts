import { generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../launch/connections.ts";
import { refreshTokens } from "../../../launch/refresh.ts";
import { fakeSmart, json } from "../fake-smart.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "../scripted-ehr.ts";
import { stockClient, thrownBy } from "./stock-fhirclient.ts";

const granted = {
  access_token: "access-2",
  refresh_token: "refresh-2",
  token_type: "Bearer",
  expires_in: 570,
};
const granting = (more: object = {}): Reply => ({ body: { ...granted, ...more }, headers: json });

/** The same refresh token, exchanged for a launch that pinned p1 and dr-1. */
async function ours(
  ehr: ScriptedEhr,
  { auth, scopes }: { auth?: Connection["auth"]; scopes?: string[] } = {},
) {
  const { connection } = await fakeSmart();
  const { origin, base } = ehr;
  const expiresAt = "2026-03-06T12:00:00.000Z";
  return refreshTokens({
    connection: { ...connection, iss: base, ...(auth ? { auth } : {}) },
    tokens: {
      accessToken: "access-canary",
      expiresAt,
      renewAt: expiresAt,
      refreshToken: "refresh-canary",
      scopes: scopes ?? ["patient/*.rs"],
      authorization: {
        issuer: `${origin}/issuer`,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
        authorization_response_iss_parameter_supported: false,
      },
      subject: "user-1",
      replacesRefused: false,
    },
    refreshToken: "refresh-canary",
    pinned: { iss: base, patient: "p1", user: "Practitioner/dr-1" },
    now: expiresAt,
  });
}

const formSent = ({ seen }: ScriptedEhr) => Object.fromEntries(new URLSearchParams(seen[0]?.body));

describe("F7: a refresh that names another patient", () => {
  it("changes the patient of stock fhirclient's client under the user's hands", async () => {
    const client = stockClient(await scriptedEhr(() => granting({ patient: "p2" })));
    expect(client.patient.id).toBe("p1");
    await client.refresh();
    expect(client.patient.id).toBe("p2");
  });

  it("ends the launch with ours", async () => {
    const ended = await ours(await scriptedEhr(() => granting({ patient: "p2" })));
    expect(ended).toEqual({ kind: "ended", because: "other_patient" });
  });
});

describe("F10, §7.9: who asks for the refresh", () => {
  it("is said by stock fhirclient neither for a public client nor for one with a key", async () => {
    const ehr = await scriptedEhr(() => granting());
    await stockClient(ehr).refresh();
    expect(formSent(ehr)).toEqual({ grant_type: "refresh_token", refresh_token: "refresh-canary" });
  });

  it("is said by ours for a public client, and proved for one with a key", async () => {
    const open = await scriptedEhr(() => granting());
    expect((await ours(open)).kind).toBe("refreshed");
    expect(formSent(open)).toMatchObject({ client_id: "caremonth" });
    const { privateKey: key } = await generateKeyPair("RS384");
    const keyed = await scriptedEhr(() => granting());
    expect((await ours(keyed, { auth: { kind: "private_key_jwt", kid: "k", key } })).kind).toBe("refreshed");
    expect(formSent(keyed)).toMatchObject({ client_assertion: expect.stringMatching(/^ey/) });
  });
});

describe("§7.9: an EHR that does not repeat online_access among the scopes", () => {
  const scope = "launch patient/Patient.rs";

  it("is never asked for a refresh by stock fhirclient", async () => {
    const ehr = await scriptedEhr(() => granting());
    const client = stockClient(ehr, { scope });
    expect((await thrownBy((async () => client.refresh())())).message).toMatch(/online_access/);
    expect(ehr.seen).toEqual([]);
  });

  it("is asked by ours", async () => {
    const ehr = await scriptedEhr(() => granting());
    expect((await ours(ehr, { scopes: scope.split(" ") })).kind).toBe("refreshed");
  });
});

describe("a refresh that the EHR could not process", () => {
  it("costs stock fhirclient its refresh token", async () => {
    const client = stockClient(await scriptedEhr(() => ({ status: 503 })));
    await thrownBy(client.refresh());
    expect(client.state.tokenResponse?.refresh_token).toBeUndefined();
  });

  it("costs ours nothing", async () => {
    expect(await ours(await scriptedEhr(() => ({ status: 503 })))).toEqual({ kind: "not_now" });
  });
});
