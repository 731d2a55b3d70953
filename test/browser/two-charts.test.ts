import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appFrame, openStage, patientLine, recordMonth, type Stage } from "./stage.ts";

const charts = [
  { patient: "p01", name: "Rosa Exampleton" },
  { patient: "p02", name: "Walter Testfield" },
] as const;
type Chart = (typeof charts)[number];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A repeatable stream of numbers below a bound, so that a failing round can be run again (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Act = (page: Page, chart: Chart) => Promise<void>;

const reload: Act = async (page, { patient }) => {
  await (await appFrame(page, patient)).evaluate(() => location.reload());
  await appFrame(page, patient);
};
const readAgain: Act = async (page, { patient }) => {
  await (await appFrame(page, patient)).getByRole("button", { name: "Read again" }).first().click();
};
const record: Act = async (page, { patient }) => {
  const frame = await appFrame(page, patient);
  await frame.getByRole("button", { name: /^Record (again )?in the EHR$/, disabled: false }).waitFor();
  await recordMonth(frame);
};
const acts = [reload, readAgain, record];

async function expectOwnPatient(page: Page, { patient, name }: Chart): Promise<void> {
  const frame: Frame = await appFrame(page, patient);
  expect(await patientLine(frame)).toContain(name);
  const other = charts.find((one) => one.patient !== patient)?.name ?? "";
  expect(await frame.locator("body").innerText()).not.toContain(other);
}

function writesByPatient(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { resource } of stage.demo.sandbox.all("Task")) {
    if (resource.code?.text !== "Chronic care management month") continue;
    const patient = resource.for?.reference ?? "";
    found.set(patient, (found.get(patient) ?? new Set()).add(resource.identifier?.[0]?.value ?? ""));
  }
  return found;
}

it("keeps two charts in one window apart through twenty random interleavings of reloads, reads and writes", async () => {
  const page = await (await stage.context(1600)).newPage();
  await page.goto(`${stage.demo.sandbox.url}/charts?patients=p01,p02&user=rn-1`);
  await Promise.all(charts.map(({ patient }) => appFrame(page, patient)));
  const done = new Set<string>();
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(
      charts.map(async (chart, line) => {
        const pick = numbers(round * charts.length + line);
        for (const _ of [1, 2]) {
          const act = acts[pick(acts.length)] ?? reload;
          await page.waitForTimeout(pick(40));
          await act(page, chart);
          done.add(`${chart.patient} ${act.name}`);
          await expectOwnPatient(page, chart);
        }
      }),
    );
  }
  expect(done.size).toBe(charts.length * acts.length);
  expect(stage.demo.sandbox.requests.filter(({ status }) => status === 403)).toEqual([]);
  const written = writesByPatient();
  expect([...written.keys()].sort()).toEqual(["Patient/p01", "Patient/p02"]);
  for (const identifiers of written.values()) expect(identifiers.size).toBe(1);
  const plans = charts.map(
    ({ patient }) => stage.demo.sandbox.get(`CarePlan/${patient}-care-plan`)?.resource,
  );
  for (const [index, plan] of plans.entries()) {
    const own = stage.demo.sandbox
      .all("Task")
      .filter(({ resource }) => resource.for?.reference === `Patient/${charts[index]?.patient}`)
      .map(({ reference }) => reference);
    const named = plan?.resourceType === "CarePlan" ? (plan.activity ?? []) : [];
    expect(named).toHaveLength(1);
    expect(own).toContain(named[0]?.reference?.reference);
  }
});
