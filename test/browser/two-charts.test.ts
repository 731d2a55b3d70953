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

/** A repeatable stream of numbers below a bound, so that a failing round can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
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
  for (let round = 0; round < 20; round += 1) {
    const pick = numbers(round + 1);
    const lines = charts.map((chart) => ({
      chart,
      todo: [0, 1].map(() => acts[pick(acts.length)] ?? reload),
    }));
    await Promise.all(
      lines.map(async ({ chart, todo }) => {
        for (const act of todo) {
          await page.waitForTimeout(pick(40));
          await act(page, chart);
        }
        await expectOwnPatient(page, chart);
      }),
    );
  }
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
