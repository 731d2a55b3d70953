import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, type Stage, settleQuestions } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Scene = readonly [name: string, patient: string, arrange: (frame: Frame, page: Page) => Promise<void>];

const scenes: readonly Scene[] = [
  ["not-known", "p01", async () => undefined],
  [
    "ready-with-proof",
    "p01",
    async (frame) => {
      if (await frame.getByRole("button", { name: "Confirm: none billed" }).first().isVisible())
        await settleQuestions(frame);
      await frame.getByRole("button", { name: /Proof/ }).first().click();
      await frame.getByRole("tree").waitFor();
    },
  ],
  [
    "record-dialog",
    "p01",
    async (frame) => {
      await frame.getByRole("button", { name: /^Record (again )?in the EHR$/ }).click();
      await frame.getByRole("dialog").getByRole("button", { name: "Record in the EHR" }).waitFor();
    },
  ],
  ["empty", "p12", async () => undefined],
  ["no-plan-of-ours", "p04", async () => undefined],
  ["deceased", "p17", async () => undefined],
  [
    "denied",
    "p02",
    async (frame, page) => {
      stage.demo.sandbox.intercept(({ type }) =>
        type === "Consent" || type === "Coverage" ? { kind: "status", status: 403 } : null,
      );
      await frame.getByRole("button", { name: "Read again" }).first().click();
      await frame.getByText("5 of 7").first().waitFor();
      await frame.getByRole("button", { name: "Show reads" }).click();
      stage.demo.sandbox.intercept(null);
      await page.waitForTimeout(50);
    },
  ],
];

describe.each([320, 480, 1280])("at %i px", (width) => {
  it.each(scenes)(
    "%s stays within the width, and axe finds nothing serious",
    async (name, patient, arrange) => {
      const page = await (await stage.context(width)).newPage();
      const frame = await openAlone(page, stage, patient);
      await arrange(frame, page);
      await expectGoodLooks(page, `${name}-${width}`, frame);
      await page.context().close();
    },
  );
});
