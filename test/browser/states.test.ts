import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MonthView } from "../../server/contract/index.ts";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Changes = (view: MonthView) => Partial<MonthView>;

/** Opens a chart whose month says something else than the sandbox can make it say. */
async function openWith(page: Page, changes: Changes, patient = "p01"): Promise<Frame> {
  await page.route("**/api/month/current", async (route) => {
    const response = await route.fetch();
    const view: MonthView = await response.json();
    await route.fulfill({ response, json: { ...view, ...changes(view) } });
  });
  return openAlone(page, stage, patient);
}

const outcomes = ["incomplete", "denied", "unsupported", "failed"] as const;
const everyEnding: Changes = ({ reads }) => ({
  reads: reads.map((read, index) => {
    const outcome = outcomes[index];
    const detail = "This sign-in may not read it, so whether there are any is not known.";
    const advice = "Ask your administrator to let CareMonth read it. Until then, look in the EHR itself.";
    const count = outcome === "incomplete" ? read.count : 0;
    return outcome ? { ...read, outcome, count, detail, advice } : read;
  }),
});
const everyRight: Changes = () => ({
  narrowed: [
    { what: "write Task", means: "The month and its time cannot be recorded in the EHR from here." },
    { what: "write CarePlan", means: "The month cannot be named in the care plan." },
    {
      what: "read Coverage",
      means: "CareMonth cannot see insurance: not known, which is not the same as none.",
    },
    {
      what: "read Observation, but for some of them",
      means: "CareMonth sees only a part of results, so what it does not see counts as not known.",
    },
  ],
});
const identity = (kind: "replaced" | "split", blocks: boolean): Changes => {
  const message =
    "The EHR says that this patient's record was merged into another one and is no longer kept.";
  const advice = "Open the chart of the record that took its place and work there.";
  return () => ({ identity_notice: { kind, message, advice, blocks } });
};
const died: Changes = ({ patient }) => ({ patient: { ...patient, deceased: "2026-09-12" } });
const named =
  (name: string): Changes =>
  ({ patient }) => ({
    need_patient_banner: true,
    patient: { ...patient, name },
  });

type Act = (frame: Frame) => Promise<void>;
const asItIs: Act = async () => undefined;

const scenes: readonly (readonly [name: string, changes: Changes, act: Act])[] = [
  [
    "every-read",
    everyEnding,
    async (frame) => {
      await frame.getByRole("button", { name: "Show reads" }).click();
      await frame.getByText(/^Goal:/).waitFor();
    },
  ],
  ["narrowed", everyRight, asItIs],
  ["merged", identity("replaced", true), asItIs],
  ["split", identity("split", false), asItIs],
  ["died", died, asItIs],
  ["banner", named("Rosa Exampleton"), asItIs],
  ["banner-long-name", named("Maria-Antonia ".repeat(14).trim()), asItIs],
  ["banner-right-to-left", named("מרים לדוגמה 👩🏽‍⚕️"), asItIs],
];

describe.each([320, 400, 1280])("at %i px", (width) => {
  it.each(scenes)("%s stays within the width, and axe finds nothing serious", async (name, changes, act) => {
    const page = await (await stage.context(width)).newPage();
    const frame = await openWith(page, changes);
    await act(frame);
    await expectGoodLooks(page, `${name}-${width}`);
    await page.context().close();
  });

  it("keeps the banner in sight when the page is scrolled to its end", async () => {
    const page = await (await stage.context(width)).newPage();
    const frame = await openWith(page, named("Maria-Antonia ".repeat(14).trim()));
    await frame.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const strip = frame.getByRole("region", { name: "Patient" });
    const box = await strip.boundingBox();
    expect(box?.y).toBe(0);
    expect(await strip.innerText()).toMatch(/born [A-Z][a-z]{2} \d+, \d{4}.*male.*MRN/s);
    await page.context().close();
  });
});

it("keeps banner, answers and buttons in reach at 200 % zoom of a small laptop", async () => {
  const page = await (await stage.context(640)).newPage();
  await page.setViewportSize({ width: 640, height: 360 });
  const frame = await openWith(page, named("Rosa Exampleton"));
  await frame.getByRole("button", { name: /^Record in the EHR$/ }).focus();
  const strip = await frame.getByRole("region", { name: "Patient" }).boundingBox();
  const button = await frame.getByRole("button", { name: /^Record in the EHR$/ }).boundingBox();
  expect(strip?.y).toBe(0);
  expect(button?.y).toBeGreaterThan(strip?.height ?? 0);
  await expectGoodLooks(page, "zoomed-640");
  await page.context().close();
});
