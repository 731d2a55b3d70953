import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The sandbox's sign-in, where a user and a patient are chosen. */
async function choose(page: Page, patient: string): Promise<void> {
  await page.getByRole("combobox", { name: "Signed in as" }).selectOption("rn-1");
  await page.getByRole("combobox", { name: "Patient" }).selectOption(patient);
  await page.getByRole("button", { name: "Open the app" }).click();
  await page.waitForSelector("text=Minutes toward each code");
}

describe.each([400, 1280])("at %i px", (width) => {
  let page: Page;
  beforeEach(async () => {
    page = await (await stage.context(width)).newPage();
  });
  afterEach(() => page.context().close());

  it("starts by itself, where the EHR has a patient chosen", async () => {
    await page.goto(`${stage.demo.appUrl}/start`);
    await expectGoodLooks(page, `start-${width}`);
    await page.getByRole("link", { name: /Sandbox EHR/ }).click();
    await choose(page, "p02");
    expect(await patientLine(page.mainFrame())).toMatch(/Walter Testfield.*born.*male.*MRN/s);
    await expectGoodLooks(page, `standalone-${width}`);
  });

  it("opens from a panel without a patient, and goes on to one that is chosen", async () => {
    const { sandbox, appUrl } = stage.demo;
    const launch = sandbox.newLaunch({ user: "rn-1" });
    const before = sandbox.requests.length;
    await page.goto(`${appUrl}/launch?${new URLSearchParams({ iss: sandbox.fhirBase, launch })}`);
    await page.getByRole("heading", { name: "No patient's chart is open" }).waitFor();
    await page.getByRole("button", { name: "Choose a patient in the EHR" }).waitFor();
    expect(await page.getByRole("region", { name: "Signed in" }).innerText()).toContain(
      "Nurse One, RN, clinical staff",
    );
    expect(sandbox.requests.slice(before).filter(({ type }) => type !== null)).toEqual([]);
    await expectGoodLooks(page, `panel-${width}`);
    await page.reload();
    await page.getByRole("button", { name: "Choose a patient in the EHR" }).click();
    await choose(page, "p01");
    expect(await patientLine(page.mainFrame())).toContain("Rosa Exampleton");
  });

  it("logs off from the panel", async () => {
    const { sandbox, appUrl } = stage.demo;
    const launch = sandbox.newLaunch({ user: "rn-1" });
    await page.goto(`${appUrl}/launch?${new URLSearchParams({ iss: sandbox.fhirBase, launch })}`);
    await page.getByRole("button", { name: "Log off" }).click();
    await page.getByText("You are logged off").waitFor();
    await page.reload();
    await page.getByRole("alert").waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/Nurse One|chart is open/);
  });
});

describe("a sign-in that was given less than was asked for", () => {
  const grant = (asked: string[]) => asked.filter((scope) => !/Task|Coverage/.test(scope));

  it.each([400, 1280])(
    "names what is missing and what that means, and blocks what needs it, at %i px",
    async (width) => {
      const narrow = await openStage({ sandbox: { grant } });
      const page = await (await narrow.context(width)).newPage();
      const frame = await openAlone(page, narrow, "p01");
      const card = frame.getByRole("region", { name: "What this sign-in may not do" });
      expect(await card.innerText()).toMatch(/cannot be recorded in the EHR from here/);
      const record = frame.getByRole("button", { name: "Record in the EHR" });
      expect(await record.getAttribute("aria-disabled")).toBe("true");
      const reason = await record.getAttribute("aria-describedby");
      expect(await frame.locator(`[id="${reason}"]`).innerText()).toMatch(/Task/);
      await expectGoodLooks(page, `narrowed-really-${width}`);
      await narrow.close();
    },
  );
});
