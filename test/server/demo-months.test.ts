import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import { panelEnrolments } from "../demo/panel-enrolments.ts";
import { panelWork } from "../demo/panel-work.ts";
import type { Demo } from "../demo/start-demo.ts";
import { openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

let store: Store;
let demo: Demo | null = null;

beforeAll(async () => {
  store = await freshStore();
});
afterEach(async () => {
  await demo?.close();
  demo = null;
});
afterAll(() => store.close());

async function startAt(moment: string): Promise<Demo> {
  const shared = () => Promise.resolve({ db: store.db, close: () => Promise.resolve() });
  demo = await startHeadlessDemo({ store: shared, panel: true, now: () => new Date(moment) });
  return demo;
}

interface Piece {
  readonly patient: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly written: string;
}

/** The time entries in all charts, by their instants. */
function piecesIn({ sandbox }: Demo): Piece[] {
  return sandbox
    .all("Task")
    .filter(({ id }) => id.startsWith("entry-"))
    .map(({ resource, patients }) => ({
      patient: patients[0] ?? "",
      person: resource.owner?.reference ?? "",
      from: instant(resource.executionPeriod?.start),
      to: instant(resource.executionPeriod?.end),
      written: instant(resource.authoredOn),
    }));
}

function instant(text: string | undefined): string {
  return new Date(text ?? "").toISOString();
}

function meeting(pieces: readonly Piece[], whose: "person" | "patient"): string[] {
  const inLine = pieces.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return inLine.flatMap((one, index) =>
    inLine
      .slice(index + 1)
      .filter((other) => other[whose] === one[whose] && other.from < one.to)
      .map((other) => `${one[whose]} at ${one.from} and ${other.from}`),
  );
}

async function minutesOf(running: Demo, patient: string, month: string): Promise<number> {
  const chart = await openChart(running, { patient });
  const { body } = await chart.get(`/api/month/${month}`);
  return MonthView.parse(body).readiness.minutes.pooled;
}

const interesting: readonly [work: string, minutes: number][] = [
  ["17 of staff", 17],
  ["19:59 of staff", 19],
  ["20 of staff", 20],
  ["38 of staff", 38],
  ["58 of staff", 58],
  ["62 of staff", 62],
  ["90 of staff", 90],
  ["21 typed two days later", 21],
];

/** By the practice's clock, US Central time: among them a Sunday, a month of five weekends, and daylight saving's end. */
const moments: readonly [said: string, moment: string, whole: string, before: string][] = [
  ["the 1st at half past midnight", "2026-11-01T05:30:00Z", "2026-10", "2026-09"],
  ["the 1st at noon", "2026-12-01T18:00:00Z", "2026-11", "2026-10"],
  ["the 31st late, in UTC already the 1st", "2026-08-01T03:30:00Z", "2026-07", "2026-06"],
  ["the 7th", "2026-06-07T18:00:00Z", "2026-05", "2026-04"],
  ["the 8th just after midnight", "2026-08-08T05:01:00Z", "2026-08", "2026-07"],
  ["the 15th", "2026-11-15T18:00:00Z", "2026-11", "2026-10"],
  ["the 31st", "2026-12-31T18:00:00Z", "2026-12", "2026-11"],
];

describe.each(moments)("started on %s (%s)", (_said, moment, whole, before) => {
  it(`shows the interesting minutes in ${whole}`, async () => {
    const running = await startAt(moment);
    const enrolments = panelEnrolments();
    for (const [work, minutes] of interesting) {
      const patient = enrolments[Object.keys(panelWork).indexOf(work)]?.patient ?? "";
      expect([work, await minutesOf(running, patient, whole)]).toEqual([work, minutes]);
    }
  });

  it("has all work in the past, on working days, nobody in two places and nothing lost", async () => {
    const running = await startAt(moment);
    const pieces = piecesIn(running);
    const enrolled = running.sandbox.all("Task").find(({ id }) => id === "p01-enrolment")?.resource;
    expect([0, 6]).not.toContain(new Date(instant(enrolled?.authoredOn)).getUTCDay());
    expect(pieces.filter(({ to, written }) => to > written || written > instant(moment))).toEqual([]);
    expect(pieces.filter(({ from }) => [0, 6].includes(new Date(from).getUTCDay()))).toEqual([]);
    expect(meeting(pieces, "person")).toEqual([]);
    expect(meeting(pieces, "patient")).toEqual([]);
    const living = panelEnrolments().filter(({ diedDaysAgo }) => diedDaysAgo === undefined);
    const found = (patient: string, month: string) =>
      pieces.filter((one) => one.patient === patient && one.from.startsWith(month)).length;
    for (const { patient, thisMonth, lastMonth } of living) {
      expect([patient, found(patient, whole), found(patient, before)]).toEqual([
        patient,
        thisMonth.length,
        lastMonth.length,
      ]);
    }
  });
});

it("shows a beginning in the current month once a working day of it has begun", async () => {
  const begun = (demo: Demo, month: string) =>
    piecesIn(demo).filter(({ from }) => from.startsWith(month)).length;
  expect(begun(await startAt("2026-12-01T06:30:00Z"), "2026-12")).toBe(0);
  await demo?.close();
  const first = begun(await startAt("2026-12-01T18:00:00Z"), "2026-12");
  await demo?.close();
  expect(first).toBeGreaterThan(2);
  expect(begun(await startAt("2026-12-04T18:00:00Z"), "2026-12")).toBeGreaterThan(first);
});
