import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvents } from "./audit-events.ts";
import { type Clinic, hideCapability, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { origin, practice } from "./test-server.ts";

const nurse = clinicalStaff("Ana Ortiz", []);

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic({}, undefined, (iss) => [
    { ...nurse, accounts: [{ iss, user: "Practitioner/rn-1" }] },
  ]);
});
afterAll(() => clinic.close());

/** A launch from the EHR's own panel: somebody is signed in, and no chart is open. */
async function openPanel(at = clinic, user = "rn-1") {
  const browser = new LaunchingBrowser(at);
  const answer = await browser.ask(await browser.signIn(at.sandbox.newLaunch({ user })));
  const shell = shellOf(await answer.text());
  const ask = (path: string, init: RequestInit = {}) =>
    browser.ask(`${origin}${path}`, {
      ...init,
      headers: { "x-caremonth-launch": shell.launch, ...init.headers },
    });
  return { browser, answer, shell, ask };
}

const dataRequests = () => clinic.sandbox.requests.filter(({ type }) => type !== null).length;

describe("a launch without a patient", () => {
  it("opens a panel, says whose it is, and reads nobody's data", async () => {
    const before = dataRequests();
    const { answer, shell, ask } = await openPanel();
    expect(answer.status).toBe(200);
    expect(shell.kind).toBe("panel");
    const head = await ask("/api/panel-head");
    expect(await head.json()).toEqual({
      user: { name: "Ana Ortiz, RN", role: "clinical staff" },
      practice: practice.name,
      ehr: "Example EHR",
      idle_minutes: 15,
      notice: null,
      narrowed: [],
      ehr_style: expect.anything(),
      choose_patient: `/launch?${new URLSearchParams({ iss: clinic.sandbox.fhirBase })}`,
    });
    expect(dataRequests()).toBe(before);
  });

  it("leads to a chart where the user chooses a patient", async () => {
    const { browser, ask } = await openPanel();
    const { choose_patient } = await (await ask("/api/panel-head")).json();
    const callback = await browser.follow(`${origin}${choose_patient}`, { user: "rn-1", patient: "p02" });
    expect(shellOf(await (await browser.ask(callback)).text()).kind).toBe("chart");
    expect((await ask("/api/panel-head")).status).toBe(200);
  });

  it("offers no choice where the EHR offers none", async () => {
    const lone = await startClinic();
    await hideCapability(lone, "context-standalone-patient");
    const { ask } = await openPanel(lone);
    expect(await (await ask("/api/panel-head")).json()).toMatchObject({ choose_patient: null });
    await lone.close();
  });

  it.each([
    ["GET", "/api/month/current"],
    ["POST", "/api/month/current/preview"],
    ["POST", "/api/month/current/record"],
    ["POST", "/api/month/current/attestations"],
    ["GET", "/api/month/current/deliveries"],
    ["POST", "/api/relaunch"],
  ])("is refused %s %s by name, and no EHR is asked", async (method, path) => {
    const { ask } = await openPanel();
    const before = clinic.sandbox.requests.length;
    const headers = { ...ownPage, "content-type": "application/json" };
    const sent = method === "POST" ? { method, body: '{"patient":"p01"}', headers } : {};
    const answer = await ask(path, sent);
    expect([answer.status, (await answer.json()).code]).toEqual([409, "no_patient"]);
    expect(clinic.sandbox.requests.length).toBe(before);
  });

  it("can be loaded again, is kept awake, and left", async () => {
    const { browser, shell, ask } = await openPanel();
    const again = shellOf(await (await browser.ask(`${origin}/l/${shell.launch}/`)).text());
    expect(again).toEqual({ launch: shell.launch, bearer: null, kind: "panel" });
    expect((await ask("/api/presence")).status).toBe(204);
    expect((await ask("/api/log-off", { method: "POST", headers: ownPage })).status).toBe(204);
    expect((await ask("/api/panel-head")).status).toBe(401);
  });

  it("keeps no token, and is on the audit log with its user and nobody's chart", async () => {
    const { shell } = await openPanel();
    const row = await clinic.deps.store.db
      .selectFrom("launch")
      .select(["tokens", "patient_key"])
      .where("id", "=", shell.launch)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ tokens: "", patient_key: null });
    const started = (await auditEvents(clinic, "launch.started")).at(-1);
    expect(started).toMatchObject({
      patient_key: null,
      details: { user: "Practitioner/rn-1", patient: null },
    });
  });

  it("is ended by another user in the same jar like any other", async () => {
    const { browser, ask } = await openPanel();
    await browser.launch("p01", "rn-2");
    expect((await ask("/api/panel-head")).status).toBe(401);
  });
});

describe("a launch in a chart", () => {
  it("has no panel", async () => {
    const browser = new LaunchingBrowser(clinic);
    const { launch, kind } = shellOf(await (await browser.launch("p01")).text());
    const headers = { "x-caremonth-launch": launch };
    expect(kind).toBe("chart");
    expect((await browser.ask(`${origin}/api/panel-head`, { headers })).status).toBe(404);
  });
});
