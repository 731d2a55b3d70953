import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Criterion, MonthView } from "../../server/contract/index.ts";
import { changePerson } from "../../server/practices/change-person.ts";
import { changeSetting } from "../../server/practices/change-setting.ts";
import { readPeople } from "../../server/practices/person-rows.ts";
import type { Demo } from "../demo/start-demo.ts";
import { openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";

const author = { name: "Set-up", launch: null };
const practice = "demo";

let demo: Demo;
beforeEach(async () => {
  demo = await startHeadlessDemo();
});
afterEach(() => demo.close());

function everyOf(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => [one, ...everyOf(one.parts)]);
}

/** What October 2026 says of a prerequisite of 99490. */
async function criterion(id: string): Promise<string | undefined> {
  const chart = await openChart(demo, { patient: "p01" });
  const { readiness } = MonthView.parse((await chart.get("/api/month/2026-10")).body);
  return everyOf(readiness.criteria).find((one) => one.id === id)?.status;
}

describe("what has to hold all month", () => {
  it.each([
    [false, "2026-09-30", "met"],
    [false, "2026-10-01", "met"],
    [false, "2026-10-02", "unmet"],
    [null, "2026-10-02", "unknown"],
    [null, "2026-10-01", "met"],
  ])("24/7 access %j and then yes from %s is %s in October", async (before, from, status) => {
    const set = async (value: boolean | null, day: string, seen: number) =>
      changeSetting(demo.deps, { practice, request: { key: "access_24_7", value, from: day, seen }, author });
    await set(before, "2026-08-01", 1);
    await set(true, from, 2);
    expect(await criterion("access_24_7")).toBe(status);
  });
});

describe("the kind of practitioner who bills", () => {
  it.each([
    ["2026-09-30", "unknown"],
    ["2026-10-01", "met"],
    ["2026-10-02", "met"],
  ])("of one whose last day is %s is %s in October", async (active_to, status) => {
    const people = await readPeople(demo.deps.store.db, practice);
    const biller = people.find(({ name }) => name === "Practitioner One");
    const nurse = people.find(({ name }) => name === "Nurse One");
    if (!biller || !nurse) throw new Error("the demo has other people");
    const change = async ({ id, version, by: _, at: __, ...fields }: typeof biller, more: object) =>
      changePerson(demo.deps, { practice, on: { id, version }, fields: { ...fields, ...more }, author });
    await change(nurse, { permissions: ["administrator"] });
    await change(biller, { active_to });
    expect(await criterion("practitioner_type")).toBe(status);
  });
});
