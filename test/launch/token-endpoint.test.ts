import { describe, expect, it } from "vitest";
import { finishLaunch, startLaunch } from "../../launch/smart-launch.ts";
import { codeOf, value } from "./expected-outcome.ts";
import { fakeSmart, json, redirectUri, type SmartQuirks } from "./fake-smart.ts";
import { scriptedEhr } from "./scripted-ehr.ts";
import { asInProduction, lasting, launch, now, started } from "./whole-launch.ts";

asInProduction();

describe("the token endpoint", () => {
  it.each([301, 302, 307, 308])("is not left by a %i", async (status) => {
    const evil = await scriptedEhr(() => ({ body: {} }));
    const ehr = await fakeSmart({ token: () => ({ status, headers: { location: `${evil.origin}/token` } }) });
    expect(codeOf(await launch(ehr))).toBe("exchange_failed");
    expect(evil.seen).toEqual([]);
  });

  it.each<[what: string, token: SmartQuirks["token"], code: string]>([
    [
      "400",
      () => ({ status: 400, headers: json, body: { error: "invalid_grant", error_description: "canary" } }),
      "exchange_failed",
    ],
    [
      "401 to its client",
      () => ({ status: 401, headers: json, body: { error: "invalid_client" } }),
      "client_refused",
    ],
    [
      "400 to its scopes",
      () => ({ status: 400, headers: json, body: { error: "invalid_scope" } }),
      "scope_refused",
    ],
    ["500", () => ({ status: 500 }), "exchange_failed"],
    [
      "a web page",
      () => ({ headers: { "content-type": "text/html" }, body: "<html>canary" }),
      "exchange_failed",
    ],
    ["nothing", () => ({ headers: json, body: "" }), "exchange_failed"],
    ["no token", ({ access_token: _, ...rest }) => ({ headers: json, body: rest }), "exchange_failed"],
    [
      "another kind of token",
      (usual) => ({ headers: json, body: { ...usual, token_type: "mac" } }),
      "exchange_failed",
    ],
    ["a broken connection", () => ({ end: "reset" }), "ehr_unreachable"],
    ["a cut answer", () => ({ headers: json, body: "{", end: "cut" }), "ehr_unreachable"],
  ])("answering with %s gives no launch", async (_what, token, code) => {
    const ehr = await fakeSmart(token ? { token } : {});
    const outcome = await launch(ehr);
    expect(codeOf(outcome)).toBe(code);
    expect(JSON.stringify(outcome)).not.toContain("canary");
    expect(ehr.to("/token").length).toBe(1);
  });

  it.each([
    ["a mebibyte", 0, null],
    ["a byte more than a mebibyte", 1, "exchange_failed"],
  ])("may answer with %s at most", async (_what, more, code) => {
    const ehr = await fakeSmart({
      token: (usual) => ({ headers: json, body: JSON.stringify(usual).padEnd(1024 * 1024 + more) }),
    });
    expect(codeOf(await launch(ehr))).toBe(code);
  });

  it("is not believed where its keys take more than a mebibyte", async () => {
    const ehr = await fakeSmart({
      keys: (usual) => ({ headers: json, body: JSON.stringify(usual).padEnd(1024 * 1024 + 1) }),
    });
    expect(codeOf(await launch(ehr))).toBe("id_token_invalid");
  });

  it("hanging ends with the caller's signal", async () => {
    const ehr = await fakeSmart({ token: () => ({ end: "hang" }) });
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    const ending = AbortSignal.timeout(80);
    const { connection } = ehr;
    const outcome = await finishLaunch({ connection, pending, callbackUrl, signal: ending, now });
    expect(codeOf(outcome)).toBe("ehr_unreachable");
  });

  const granting = (more: Record<string, unknown>): SmartQuirks => ({
    token: (usual) => ({ headers: json, body: { ...usual, ...more } }),
  });

  it.each(["../p1", "p 1", "Patient/p1", "x".repeat(65), 7, ["p1"]])(
    "naming the patient %j names none",
    async (patient) => {
      expect(codeOf(await launch(await fakeSmart(granting({ patient }))))).toBe("no_patient");
    },
  );

  it.each([undefined, null, ""])(
    "naming the patient %j opens no chart, and pins the user alone",
    async (patient) => {
      const { pinned } = value(await launch(await fakeSmart(granting({ patient }))));
      expect(pinned).toMatchObject({ patient: null, encounter: null, user: "Practitioner/dr-1" });
    },
  );

  it("naming no patient where one was to be chosen opens nothing", async () => {
    const ehr = await fakeSmart({
      ...granting({ patient: undefined }),
      discovery: (usual) => ({
        headers: json,
        body: { ...usual, capabilities: ["launch-standalone", "context-standalone-patient"] },
      }),
    });
    const { connection } = ehr;
    const begun = await startLaunch({ connection, launch: null, redirectUri, signal: lasting() });
    const { authorizeUrl, pending } = value(begun);
    const callbackUrl = ehr.authorize(authorizeUrl);
    const finish = { connection, pending, callbackUrl, signal: lasting(), now };
    expect(codeOf(await finishLaunch(finish))).toBe("no_patient");
  });

  it.each(["p.1-A", "x".repeat(64), "7"])("may name the patient %s", async (patient) => {
    expect(value(await launch(await fakeSmart(granting({ patient })))).pinned.patient).toBe(patient);
  });

  it.each<[encounter: unknown, pinned: string | null]>([
    [undefined, null],
    ["", null],
    ["../e1", null],
    ["e1", "e1"],
  ])("naming the encounter %j pins %j", async (encounter, pinned) => {
    expect(value(await launch(await fakeSmart(granting({ encounter })))).pinned.encounter).toBe(pinned);
  });

  it.each<[banner: unknown, needed: boolean]>([
    [undefined, true],
    [true, true],
    ["false", true],
    [false, false],
  ])("with need_patient_banner %j shows it: %s", async (need_patient_banner, needed) => {
    const { pinned } = value(await launch(await fakeSmart(granting({ need_patient_banner }))));
    expect(pinned.needPatientBanner).toBe(needed);
  });

  it("granting less is taken at its word, and saying nothing means what was asked", async () => {
    const less = value(await launch(await fakeSmart(granting({ scope: " patient/Patient.r " }))));
    expect(less.pinned.scopes).toEqual(["patient/Patient.r"]);
    const ehr = await fakeSmart(granting({ scope: undefined }));
    expect(value(await launch(ehr)).pinned.scopes).toEqual(ehr.connection.scopes);
  });

  it.each<[expires: unknown, expiresAt: string]>([
    [undefined, "2026-03-06T13:00:00.000Z"],
    [1, "2026-03-06T12:00:01.000Z"],
    ["570", "2026-03-06T12:09:30.000Z"],
    [1e300, "2026-03-07T12:00:00.000Z"],
  ])("with expires_in %j ends the token at %s", async (expires_in, expiresAt) => {
    expect(value(await launch(await fakeSmart(granting({ expires_in })))).tokens.expiresAt).toBe(expiresAt);
  });
});
