import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Deliveries, Draft, MonthView, RecordPreview } from "../../server/contract/index.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "../server/chart-session.ts";
import { startHeadlessDemo } from "../server/demo-app.ts";

const month = "/api/month/2026-10";
const rounds = 100;

interface Tab {
  readonly patient: string;
  readonly chart: ChartSession;
  readonly key: string;
}

let demo: Demo;
beforeAll(async () => {
  demo = await startHeadlessDemo();
});
afterAll(() => demo.close());

/** Two tabs of one browser: the cookies of both go with every request of either. */
async function openTabs(): Promise<readonly [Tab, Tab]> {
  const jar = new Map<string, string>();
  const open = async (patient: string): Promise<Tab> => {
    const chart = await openChart(demo, { patient, jar });
    const view = MonthView.parse((await chart.get(month)).body);
    return { patient, chart, key: view.patient.key };
  };
  return [await open("p01"), await open("p02")];
}

const wordsFor = ({ patient }: Tab, round: number) => `${patient} in round ${round}`;

type Act = (tab: Tab, round: number) => Promise<number>;

const draft: Act = async (tab, round) =>
  (await tab.chart.put("/api/drafts/note", { patient: tab.key, text: wordsFor(tab, round) })).status;

/** Given in even rounds of its kind, taken back in odd ones. */
const attest: Act = async ({ chart, key }, round) => {
  const body = { pointer: "/other_services", patient: key, withdraw: Math.floor(round / 2) % 2 === 1 };
  return (await chart.post(`${month}/attestations`, body)).status;
};

const record: Act = async ({ chart, key }) => {
  const { id } = RecordPreview.parse((await chart.post(`${month}/preview`, { patient: key })).body);
  const { status } = await chart.post(`${month}/record`, { preview: id, patient: key });
  for (;;) {
    const { deliveries } = Deliveries.parse((await chart.get(`${month}/deliveries`)).body);
    if (deliveries.every(({ state }) => state !== "queued" && state !== "sending")) return status;
    await pause(10);
  }
};

const actIn = (round: number): Act => {
  if (round % 20 === 19) return record;
  return round % 2 === 0 ? draft : attest;
};

it("26: two hundred writes of two tabs with one cookie jar reach their own patient, and none the other's", async () => {
  const tabs = await openTabs();
  const statuses: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    statuses.push(...(await Promise.all(tabs.map((tab) => actIn(round)(tab, round)))));
  }
  expect(statuses).toHaveLength(2 * rounds);
  expect(statuses.filter((status) => status !== 204 && status !== 202)).toEqual([]);

  for (const tab of tabs) {
    const { draft: last } = Draft.parse((await tab.chart.get("/api/drafts/note")).body);
    expect(last?.text).toBe(wordsFor(tab, rounds - 2));
    const { patient } = MonthView.parse((await tab.chart.get(month)).body);
    expect(patient.key).toBe(tab.key);
  }
  const attested = await demo.deps.store.db.selectFrom("attestation").select("patient_key").execute();
  const keys = new Set(tabs.map(({ key }) => key));
  expect(attested.every(({ patient_key }) => keys.has(patient_key))).toBe(true);
  expect(writtenFor()).toEqual(["Patient/p01", "Patient/p02"]);
  expect(demo.sandbox.requests.filter(({ status }) => status === 403)).toEqual([]);
});

it("26: a write that one tab makes with the other's patient is refused", async () => {
  const [first, second] = await openTabs();
  for (const [tab, foreign] of [
    [first, second.key],
    [second, first.key],
  ] as const) {
    expect(await draft({ ...tab, key: foreign }, 0)).toBe(409);
    expect(await attest({ ...tab, key: foreign }, 0)).toBe(409);
  }
});

/** For whom months were recorded, once each. */
function writtenFor(): string[] {
  return demo.sandbox
    .all("Task")
    .filter(({ resource }) => resource.code?.text === "Chronic care management month")
    .map(({ resource }) => resource.for?.reference ?? "")
    .sort();
}
