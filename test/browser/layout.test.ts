import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAlone, openStage, type Stage, settleQuestions } from "./stage.ts";

const pictures = "test-results/screens";

let stage: Stage;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await openStage();
});
afterAll(() => stage.close());

/** What axe finds serious or critical in the app's document, by rule and element. */
async function seriousFindings(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  const findings: unknown = await frame.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.target.join(' '))))",
  );
  return Array.isArray(findings) ? findings.map(String) : [String(findings)];
}

/** How far the document reaches beyond its width. */
function sidewaysScroll(frame: Frame): Promise<number> {
  return frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

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
      expect(await sidewaysScroll(frame)).toBe(0);
      expect(await seriousFindings(frame)).toEqual([]);
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
      await page.context().close();
    },
  );
});
