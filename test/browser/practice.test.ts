import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function openPractice(page: Page, user: string): Promise<Frame> {
  const frame = await openAlone(page, stage, "p01", user);
  await frame.getByRole("button", { name: "Practice", exact: true }).click();
  await frame.getByRole("heading", { level: 1, name: "Sandbox Family Medicine" }).waitFor();
  return frame;
}

async function openPanel(page: Page, user: string): Promise<Frame> {
  const { sandbox, appUrl } = stage.demo;
  const launch = sandbox.newLaunch({ user });
  await page.goto(`${appUrl}/launch?${new URLSearchParams({ iss: sandbox.fhirBase, launch })}`);
  await page.getByRole("heading", { name: "No patient's chart is open" }).waitFor();
  return page.mainFrame();
}

const setting = (frame: Frame, label: string) => frame.getByRole("button", { name: `Change: ${label}` });

describe.each([320, 400, 1280])("at %i px", (width) => {
  it("shows an administrator everything that can be set, and each form stays within the width", async () => {
    const page = await (await stage.context(width)).newPage();
    const frame = await openPractice(page, "pr-1");
    await expectGoodLooks(page, `practice-settings-${width}`, frame);
    for (const label of ["Kind of practice", "Closed days", "Edits of payers", "Words for consent"]) {
      await setting(frame, label).click();
      await frame.getByRole("dialog", { name: label }).getByRole("button", { name: "Cancel" }).waitFor();
      if (label === "Closed days") await frame.getByRole("button", { name: "Add a day" }).click();
      await expectGoodLooks(page, `practice-${label.replaceAll(" ", "-").toLowerCase()}-${width}`, frame);
      await page.keyboard.press("Escape");
      await frame.getByRole("dialog").waitFor({ state: "detached" });
    }
    await frame.getByRole("button", { name: /^History.*: Kind of practice/ }).click();
    await frame.getByRole("tab", { name: "People" }).click();
    await frame.getByRole("table", { name: "People" }).waitFor();
    await expectGoodLooks(page, `practice-people-${width}`, frame);
    await frame.getByRole("button", { name: "Change: Nurse One" }).click();
    await frame.getByRole("dialog", { name: "Change Nurse One" }).waitFor();
    await expectGoodLooks(page, `practice-person-${width}`, frame);
    await page.context().close();
  });

  it("tells somebody who may not change anything why, and whom to ask", async () => {
    const page = await (await stage.context(width)).newPage();
    const frame = await openPractice(page, "rn-1");
    expect(await frame.getByRole("main").innerText()).toContain("Administrator: Practitioner One, MD.");
    expect(await setting(frame, "TIN").getAttribute("aria-disabled")).toBe("true");
    await expectGoodLooks(page, `practice-looking-${width}`, frame);
    await page.context().close();
  });
});

it("is reached from a launch outside every chart, and left again, with the launch as it was", async () => {
  const page = await (await stage.context()).newPage();
  const frame = await openPanel(page, "pr-1");
  const address = page.url();
  await frame.getByRole("button", { name: "Practice", exact: true }).click();
  await setting(frame, "TIN").waitFor();
  await expectGoodLooks(page, "practice-from-panel-1280", frame);
  await frame.getByRole("button", { name: "Start", exact: true }).click();
  await frame.getByRole("button", { name: "Choose a patient in the EHR" }).waitFor();
  expect(page.url()).toBe(address);
  await page.context().close();
});

it("leads back to the month as its reader left it, without another reading of the chart", async () => {
  const page = await (await stage.context()).newPage();
  const frame = await openAlone(page, stage, "p01", "pr-1");
  const line = await patientLine(frame);
  await frame.getByRole("button", { name: /Proof/ }).first().click();
  await frame.getByRole("tree").waitFor();
  const before = stage.demo.sandbox.requests.length;
  await frame.getByRole("button", { name: "Practice", exact: true }).click();
  await setting(frame, "TIN").waitFor();
  expect(await patientLine(frame)).toBe(line);
  await frame.getByRole("button", { name: "Month", exact: true }).click();
  expect(await frame.getByRole("tree").isVisible()).toBe(true);
  expect(stage.demo.sandbox.requests.length).toBe(before);
  await page.context().close();
});

/** Changes the last day of somebody on the list, as far as the click. */
async function endAfter(frame: Frame, name: string, day: string): Promise<void> {
  await frame.getByRole("button", { name: `Change: ${name}` }).click();
  const dialog = frame.getByRole("dialog");
  await dialog.getByLabel("Last day").fill(day);
  await dialog.getByRole("button", { name: "Change this person" }).click();
}

const openPeople = (frame: Frame) => frame.getByRole("tab", { name: "People" }).click();

describe("an administrator at work", () => {
  let own: Stage;
  beforeAll(async () => {
    own = await openStage();
  });
  afterAll(() => own.close());

  const open = async (user: string) => {
    const page = await (await own.context(400)).newPage();
    const frame = await openAlone(page, own, "p01", user);
    await frame.getByRole("button", { name: "Practice", exact: true }).click();
    await frame.getByRole("heading", { level: 1, name: "Sandbox Family Medicine" }).waitFor();
    return { page, frame };
  };

  it("sets a setting with the keys alone, is refused with the reason at the field, mends it and sees it hold", async () => {
    const { page, frame } = await open("pr-1");
    await setting(frame, "NPI of the practice").focus();
    await page.keyboard.press("Enter");
    const dialog = frame.getByRole("dialog", { name: "NPI of the practice" });
    const field = dialog.getByRole("textbox", { name: "NPI of the practice" });
    await field.focus();
    await page.keyboard.type("1234567890");
    for (let tabs = 0; tabs < 20; tabs += 1) {
      await page.keyboard.press("Tab");
      if (
        await dialog
          .getByRole("button", { name: /^Set from/ })
          .evaluate((one) => one === document.activeElement)
      )
        break;
    }
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").waitFor();
    expect(await field.inputValue()).toBe("1234567890");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    const told = (await field.getAttribute("aria-describedby"))?.split(" ").filter(Boolean) ?? [];
    const words = await Promise.all(told.map((id) => frame.locator(`[id="${id}"]`).innerText()));
    expect(words).toContain("is no NPI: its check digit does not fit.");
    await expectGoodLooks(page, "practice-refused-400", frame);
    await field.fill("1234567893");
    await dialog.getByRole("button", { name: "Set from Oct 26, 2026" }).click();
    await dialog.waitFor({ state: "detached" });
    await frame.getByText("Since Oct 26, 2026, by Practitioner One, MD.").waitFor();
    await page.context().close();
  });

  it("is told when another administrator was faster, and goes on from what stands now", async () => {
    const [mine, theirs] = [await open("pr-1"), await open("pr-1")];
    await openPeople(mine.frame);
    await mine.frame.getByRole("button", { name: "Change: Assistant One" }).click();
    await openPeople(theirs.frame);
    await endAfter(theirs.frame, "Assistant One", "2026-12-31");
    await theirs.frame.getByText("Assistant One was changed.").waitFor();
    const dialog = mine.frame.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Credential" }).fill("CMA");
    await dialog.getByRole("button", { name: "Change this person" }).click();
    await dialog.getByText("What you typed stays in the form.").waitFor();
    await expectGoodLooks(mine.page, "practice-conflict-400", mine.frame);
    await dialog.getByRole("button", { name: "Look again" }).click();
    await dialog.getByText("Changed there: last day.").waitFor();
    expect(await dialog.getByLabel("Last day").inputValue()).toBe("2026-12-31");
    await dialog.getByRole("button", { name: "Change this person" }).click();
    await dialog.waitFor({ state: "detached" });
    const row = mine.frame.getByRole("row").filter({ hasText: "Assistant One" });
    expect(await row.innerText()).toMatch(/CMA.*to Dec 31, 2026/s);
    await mine.page.context().close();
    await theirs.page.context().close();
  });

  it("may not be the last to go, nor give somebody another's account", async () => {
    const { page, frame } = await open("pr-1");
    await openPeople(frame);
    await endAfter(frame, "Practitioner One", "2026-10-25");
    await frame.getByRole("alert").getByText("Nobody would be left").waitFor();
    await page.keyboard.press("Escape");
    await frame.getByRole("button", { name: "Add a person" }).click();
    const dialog = frame.getByRole("dialog", { name: "Add a person" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Nurse Three");
    await dialog.getByRole("textbox", { name: "Credential" }).fill("RN");
    await dialog.getByRole("radio", { name: "Clinical staff" }).check();
    await dialog.getByRole("textbox", { name: "User" }).fill("Practitioner/rn-1");
    await dialog.getByRole("button", { name: "Add to the staff list" }).click();
    await dialog
      .getByRole("alert")
      .getByText(/belongs to another person/)
      .waitFor();
    await dialog.getByRole("textbox", { name: "User" }).fill("Practitioner/rn-3");
    await dialog.getByRole("button", { name: "Add to the staff list" }).click();
    await frame.getByText("Nurse Three was added.").waitFor();
    await page.context().close();
  });

  it("ends who has left: they see nothing of it from then on, and are told whom to ask", async () => {
    const { page, frame } = await open("pr-1");
    await openPeople(frame);
    await endAfter(frame, "Nurse Two", "2026-10-25");
    await frame.getByText("Nurse Two was changed.").waitFor();
    await page.context().close();
    const left = await open("rn-2");
    const words = await left.frame.getByRole("main").innerText();
    expect(words).toContain("You are not on this practice's staff list.");
    expect(words).toContain("Administrator: Practitioner One, MD.");
    expect(await setting(left.frame, "TIN").count()).toBe(0);
    await left.page.context().close();
  });
});
