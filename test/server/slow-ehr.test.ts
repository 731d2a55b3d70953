import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { origin } from "./test-server.ts";

let clinic: Clinic;
afterEach(() => clinic.close());

/** A launch in a clinic whose EHR never answers what is asked about one type. */
async function openWhere(hangs: string | null, read_seconds: number) {
  clinic = await startClinic({}, () => ({ read_seconds }));
  const browser = new LaunchingBrowser(clinic);
  const { launch } = shellOf(await (await browser.launch("p01")).text());
  clinic.sandbox.intercept(({ type, path }) =>
    type === hangs || path.endsWith(`/${hangs}`) ? { kind: "hang" } : null,
  );
  return (init: RequestInit = {}) =>
    browser.ask(`${origin}/api/month/current`, { ...init, headers: { "x-caremonth-launch": launch } });
}

async function chartReads(): Promise<number> {
  const entries = clinic.deps.store.db.selectFrom("audit_entry").select("seq");
  return (await entries.where("kind", "=", "chart.read").execute()).length;
}

describe("a month whose EHR does not answer in time", () => {
  it("is shown with the one read that hung, and everything else", async () => {
    const read = await openWhere("Consent", 1);
    const answer = await read();
    expect(answer.status).toBe(200);
    const { reads } = MonthView.parse(await answer.json());
    const endings = Object.fromEntries(reads.map(({ type, outcome }) => [type, outcome]));
    expect(endings).toEqual({
      Patient: "complete",
      Condition: "complete",
      Consent: "failed",
      CarePlan: "complete",
      Encounter: "complete",
      Task: "complete",
      Coverage: "complete",
    });
  });

  it("is shown although the EHR never says what it can do", async () => {
    const read = await openWhere("metadata", 1);
    const answer = await read();
    expect(answer.status).toBe(200);
    const { record, reads } = MonthView.parse(await answer.json());
    expect(reads.every(({ outcome }) => outcome === "complete")).toBe(true);
    expect(record.channel).toBe("export");
  });

  it("is given up when nobody waits for it any more", async () => {
    const read = await openWhere("Consent", 25);
    const leaving = new AbortController();
    const asked = read({ signal: leaving.signal }).catch(() => null);
    while (!clinic.sandbox.requests.some(({ type }) => type === "Consent")) await pause(10);
    expect(await chartReads()).toBe(0);
    leaving.abort();
    await asked;
    await expect.poll(chartReads, { timeout: 5_000 }).toBe(1);
  });
});
