import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { auditEvents } from "./audit-events.ts";
import { type Clinic, hideCapability, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import { origin } from "./test-server.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.sandbox.intercept(null));
afterAll(() => clinic.close());

/** A chart of p01 that rn-1 has open. */
async function openChart(at = clinic) {
  const browser = new LaunchingBrowser(at);
  const { launch } = shellOf(await (await browser.launch("p01")).text());
  const headers = { "x-caremonth-launch": launch };
  const relaunch = () =>
    browser.ask(`${origin}/api/relaunch`, { method: "POST", headers: { ...ownPage, ...headers } });
  return { browser, launch, headers, relaunch };
}

async function authorizeUrl(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  return (await response.json()).authorize_url;
}

const launches = () => clinic.deps.store.db.selectFrom("launch").select("id").orderBy("id").execute();

describe("signing in again", () => {
  it("as the same user for the same patient opens the chart anew", async () => {
    const { browser, launch, relaunch } = await openChart();
    const url = await authorizeUrl(await relaunch());
    expect(new URL(url).searchParams.get("scope")).toContain("launch/patient");
    const callback = await browser.follow(url, { user: "rn-1", patient: "p01" });
    const again = shellOf(await (await browser.ask(callback)).text());
    expect(again.kind).toBe("chart");
    expect(again.launch).not.toBe(launch);
    const rows = await clinic.deps.store.db
      .selectFrom("launch")
      .select("patient_key")
      .where("id", "in", [launch, again.launch])
      .execute();
    expect(new Set(rows.map(({ patient_key }) => patient_key)).size).toBe(1);
  });

  it.each([
    ["another patient", { user: "rn-1", patient: "p02" }, "other_patient"],
    ["another user", { user: "rn-2", patient: "p01" }, "other_user"],
    ["another of both", { user: "rn-2", patient: "p02" }, "other_user"],
  ])(
    "for %s opens nothing, ends nothing, and is on the audit log with whom the EHR named",
    async (_, choice, code) => {
      const { browser, headers, relaunch } = await openChart();
      const callback = await browser.follow(await authorizeUrl(await relaunch()), choice);
      const before = await launches();
      const heard = (await auditEvents(clinic, "launch.failed")).length;
      const answer = await browser.ask(callback);
      expect(answer.status).toBe(403);
      const html = await answer.text();
      expect(html).toContain(code);
      expect(html).not.toContain("caremonth-launch");
      expect(await launches()).toEqual(before);
      const [failed] = (await auditEvents(clinic, "launch.failed")).slice(heard);
      expect(failed?.details).toMatchObject({ code, patient: "p01", user: "Practitioner/rn-1" });
      const named = { patient: choice.patient, user: `Practitioner/${choice.user}` };
      expect(failed?.details).toMatchObject({ named });
      const presence = await browser.ask(`${origin}/api/presence`, { headers });
      expect(presence.status).toBe(code === "other_user" ? 401 : 204);
      expect((await relaunch()).status).toBe(200);
    },
  );

  it("as another user locks every chart of the first one in that browser, and no other browser's", async () => {
    const { browser, headers, relaunch } = await openChart();
    const second = shellOf(await (await browser.launch("p02")).text()).launch;
    const elsewhere = await openChart();
    const presence = async (at: LaunchingBrowser, launch: string) => {
      const sent = { headers: { "x-caremonth-launch": launch } };
      const answer = await at.ask(`${origin}/api/presence`, sent);
      return answer.status === 204 ? "open" : (await answer.json()).code;
    };
    const callback = await browser.follow(await authorizeUrl(await relaunch()), {
      user: "rn-2",
      patient: "p01",
    });
    expect((await browser.ask(callback)).status).toBe(403);
    expect(await presence(browser, headers["x-caremonth-launch"])).toBe("launch_idle");
    expect(await presence(browser, second)).toBe("launch_idle");
    expect(await presence(elsewhere.browser, elsewhere.launch)).toBe("open");
  });

  it("works from a launch that locked itself, and leaves it locked", async () => {
    const { browser, headers, relaunch } = await openChart();
    clinic.pass({ minutes: 16 });
    expect((await browser.ask(`${origin}/api/presence`, { headers })).status).toBe(401);
    const url = await authorizeUrl(await relaunch());
    expect((await browser.ask(`${origin}/api/presence`, { headers })).status).toBe(401);
    const callback = await browser.follow(url, { user: "rn-1", patient: "p01" });
    expect((await browser.ask(callback)).status).toBe(200);
  });

  it("cannot be finished by another browser", async () => {
    const { relaunch } = await openChart();
    const url = await authorizeUrl(await relaunch());
    const other = new LaunchingBrowser(clinic);
    await other.launch("p02");
    const callback = await other.follow(url, { user: "rn-1", patient: "p01" });
    expect((await other.ask(callback)).status).toBe(400);
  });

  it("is not offered where the EHR has no patient chosen, and says what to do", async () => {
    const lone = await startClinic();
    await hideCapability(lone, "context-standalone-patient");
    const answer = await (await openChart(lone)).relaunch();
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: "relaunch_not_offered",
      advice: expect.stringContaining("from the patient's chart"),
    });
    await lone.close();
  });

  it("needs the launch, and our own page", async () => {
    const { browser, headers } = await openChart();
    const bare = { method: "POST", headers: ownPage };
    expect((await browser.ask(`${origin}/api/relaunch`, bare)).status).toBe(401);
    const foreign = { method: "POST", headers: { ...headers, origin: "https://evil.example" } };
    expect((await browser.ask(`${origin}/api/relaunch`, foreign)).status).toBe(403);
  });

  it("at an EHR that is dead says so, and can be tried again", async () => {
    const lone = await startClinic();
    const { relaunch } = await openChart(lone);
    lone.pass({ minutes: 61 });
    lone.sandbox.intercept(() => ({ kind: "status", status: 503 }));
    const answer = await relaunch();
    expect([answer.status, (await answer.json()).code]).toEqual([502, "ehr_unreachable"]);
    lone.sandbox.intercept(null);
    expect((await relaunch()).status).toBe(200);
    await lone.close();
  });
});
