import type { Frame, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectGoodLooks } from "./looks.ts";
import { appFrame, openAlone, openChartPage, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
let page: Page;
let frame: Frame;
beforeEach(async () => {
  stage = await openStage();
  page = await (await stage.context()).newPage();
  frame = await openChartPage(page, stage, "p01");
});
afterEach(() => stage.close());

const question = "Confirm: none billed";

async function beginDraft(): Promise<void> {
  await frame.getByRole("button", { name: question }).first().click();
  await frame.getByRole("dialog").getByRole("checkbox").check();
  await frame.getByRole("dialog").getByText("kept for you, not sent").waitFor();
  await frame.getByRole("dialog").getByRole("button", { name: "Close" }).click();
}

/** The token is over, and the EHR renews none. */
async function endPermission(): Promise<void> {
  stage.demo.sandbox.faults.add(
    { kind: "status", status: 400, headers: json, body: '{"error":"invalid_grant"}' },
    { path: "/oauth/token", times: 1 },
  );
  stage.demo.sandbox.clock.move(571_000);
  await frame.getByRole("button", { name: "Read again" }).first().click();
  await frame.getByText("The EHR ended this session").waitFor();
}

const json = { "content-type": "application/json" };

async function signInAgain(patient: string, user = "rn-1"): Promise<void> {
  await frame.getByRole("button", { name: "Sign in again" }).click();
  await frame.getByRole("combobox", { name: "Patient" }).selectOption(patient);
  await frame.getByRole("combobox", { name: "Signed in as" }).selectOption(user);
  await frame.getByRole("button", { name: "Open the app" }).click();
}

describe("when a token of 570 seconds dies during work", () => {
  it("leaves no word of the chart, signs in again in the same frame, and has the draft", async () => {
    await beginDraft();
    await endPermission();
    expect(await frame.locator("html").innerHTML()).not.toMatch(/Exampleton|DEMO-|1950/);
    await expectGoodLooks(page, "session-ended-1280", frame);
    await signInAgain("p01");
    frame = await appFrame(page, "p01");
    expect(await patientLine(frame)).toContain("Rosa Exampleton");
    await frame.getByRole("button", { name: question }).first().click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByText(/^Restored: you had ticked this/).waitFor();
    expect(await dialog.getByRole("checkbox").isChecked()).toBe(false);
    await expectGoodLooks(page, "draft-restored-1280", frame);
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: question }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await browserStores(frame)).toEqual([0, 0]);
  });

  it.each([
    ["another patient", "p02", "rn-1", /chose another patient/],
    ["another person", "p01", "pr-1", /Somebody else signed in/],
  ])("opens nothing for %s, and lets the same person try again", async (_, patient, user, words) => {
    await endPermission();
    await signInAgain(patient, user);
    await frame.getByText(words).waitFor();
    expect(await frame.locator("body").innerText()).not.toMatch(/Exampleton|Testfield/);
    await expectGoodLooks(page, `relaunch-refused-${patient}-${user}-1280`, frame);
    await frame.getByRole("link", { name: "Back to sign in again" }).click();
    await signInAgain("p01");
    frame = await appFrame(page, "p01");
    expect(await patientLine(frame)).toContain("Rosa Exampleton");
  });

  it("renews it unseen where the EHR allows that: the work goes on", async () => {
    stage.demo.sandbox.clock.move(571_000);
    await frame.getByRole("button", { name: "Read again" }).first().click();
    await frame.getByText("All 7 reads complete").waitFor();
    expect(await patientLine(frame)).toContain("Rosa Exampleton");
  });
});

it("offers what was typed in one patient's chart in no other one", async () => {
  await beginDraft();
  const other = await (await stage.context(400)).newPage();
  const elsewhere = await openAlone(other, stage, "p02");
  const looked = other.waitForResponse(/\/api\/drafts\//);
  await elsewhere.getByRole("button", { name: question }).first().click();
  expect(await (await looked).json()).toMatchObject({ draft: null });
  const dialog = elsewhere.getByRole("dialog");
  expect(await dialog.getByRole("checkbox").isChecked()).toBe(false);
  expect(await dialog.innerText()).not.toContain("Restored");
});

describe("at 400 px", () => {
  it("the restored draft and the end of a session fit, and what waited is kept when the page locks", async () => {
    const narrow = await (await stage.context(400)).newPage();
    await beginDraft();
    const shown = await openAlone(narrow, stage, "p01");
    await shown.getByRole("button", { name: question }).first().click();
    await shown.getByText(/^Restored: you had ticked this/).waitFor();
    await expectGoodLooks(narrow, "draft-restored-400");
    await shown.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    stage.demo.sandbox.clock.move(16 * 60_000);
    await shown.getByRole("button", { name: "Read again" }).first().click();
    await shown.getByText("Locked: nobody used this page for a while").waitFor();
    await expectGoodLooks(narrow, "locked-400");
    await shown.getByRole("button", { name: "Sign in again" }).waitFor();
  });
});

function browserStores(shown: Frame): Promise<number[]> {
  return shown.evaluate(() => [localStorage.length, sessionStorage.length]);
}
