import path from "node:path";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { type Demo, type DemoOptions, startDemo } from "../demo/start-demo.ts";
import { freshStore } from "../server/fresh-store.ts";
import { launchBrowser } from "./chromium.ts";

const appDir = path.resolve(import.meta.dirname, "../../dist/test-app");

/** A working day in the middle of the shown month, so that its entries lie behind it. */
const workingDay = new Date("2026-10-26T18:13:02Z");

/** The demo with a real browser before it. */
export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  /** A fresh browser profile at a width. */
  context(width?: number): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function openStage(options: Partial<DemoOptions> = {}): Promise<Stage> {
  const [demo, browser] = await Promise.all([
    startDemo({ appDir, now: () => workingDay, store: freshStore, ...options }),
    launchBrowser(),
  ]);
  return {
    demo,
    browser,
    context: (width = 1280) => browser.newContext({ viewport: { width, height: 900 }, locale: "en-US" }),
    close: async () => {
      await browser.close();
      await demo.close();
    },
  };
}

/** Opens a patient's chart as the sandbox shows it, the app framed in it. */
export async function openChartPage(
  page: Page,
  stage: Stage,
  patient: string,
  user = "rn-1",
): Promise<Frame> {
  await page.goto(`${stage.demo.sandbox.url}/chart/${patient}?user=${user}`);
  return appFrame(page, patient);
}

/** Opens the app for a patient in a page of its own, as an EHR does that frames nothing. */
export async function openAlone(page: Page, stage: Stage, patient: string, user = "rn-1"): Promise<Frame> {
  const { sandbox, appUrl } = stage.demo;
  const launch = sandbox.newLaunch({ patient, user });
  await page.goto(`${appUrl}/launch?${new URLSearchParams({ iss: sandbox.fhirBase, launch })}`);
  await page.waitForSelector("text=Minutes toward each code");
  return page.mainFrame();
}

/** The app's frame in a chart page, once it shows a month. */
export async function appFrame(page: Page, patient: string): Promise<Frame> {
  const element = await page.waitForSelector(`iframe[data-patient="${patient}"]`);
  const frame = await element.contentFrame();
  if (!frame) throw new Error("the chart page holds no app frame");
  await frame.waitForSelector("text=Minutes toward each code");
  return frame;
}

/** What this frame's strip says of its patient. */
export function patientLine(frame: Frame): Promise<string> {
  return frame.getByRole("region", { name: "Patient" }).innerText();
}

/** Puts a name to what the chart cannot answer, question by question. */
export async function settleQuestions(frame: Frame): Promise<void> {
  for (const button of ["Confirm: none billed", "Confirm: no CCM claim"]) {
    await frame.getByRole("button", { name: button }).first().click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: button }).click();
    await dialog.waitFor({ state: "detached" });
  }
}

/** Previews and confirms the month, as far as the click. */
export async function recordMonth(frame: Frame): Promise<void> {
  await frame.getByRole("button", { name: /^Record (again )?in the EHR$/ }).click();
  const dialog = frame.getByRole("dialog");
  await dialog.getByRole("button", { name: "Record in the EHR" }).click();
  await dialog.waitFor({ state: "detached" });
}
