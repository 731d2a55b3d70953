import { afterEach, beforeEach, expect, it } from "vitest";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, type Stage, settleQuestions } from "./stage.ts";

/** A chart with 62 minutes, at which complexity decides which families stand. */
const patient = "p05";
const open = "State decision complexity";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

it.each([400, 1280])(
  "at %i px staff see who is asked, and the billing practitioner answers with the keys alone",
  async (width) => {
    const context = await stage.context(width);
    const page = await context.newPage();
    const nurse = await openAlone(page, stage, patient);
    const disabled = nurse.getByRole("button", { name: open });
    expect(await disabled.getAttribute("aria-disabled")).toBe("true");
    await settleQuestions(nurse);
    await expectGoodLooks(page, `complexity-asked-${width}`);

    const doctor = await openAlone(page, stage, patient, "pr-1");
    const button = doctor.getByRole("button", { name: open });
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = doctor.getByRole("dialog");
    await dialog.waitFor();
    expect(await dialog.getByRole("radio", { checked: true }).count()).toBe(0);
    await expectGoodLooks(page, `complexity-dialog-open-${width}`);
    await dialog.getByRole("radio", { name: "Low complexity" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await dialog.getByRole("radio", { name: "Moderate complexity" }).isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expectGoodLooks(page, `complexity-dialog-${width}`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });

    await doctor.getByText("Stated by a person").waitFor();
    await doctor.getByText("What else is supported").waitFor();
    await doctor.getByRole("button", { name: "Proof of 99487" }).click();
    await doctor.getByRole("treeitem", { name: /^Decision complexity/ }).click();
    await doctor
      .getByText(/Decision complexity is moderate/)
      .first()
      .waitFor();
    await expectGoodLooks(page, `complexity-stated-${width}`);
    await context.close();
  },
);
