import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";

const pictures = "test-results/screens";

/** What axe finds serious or critical in a document, by rule and element. */
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

/** Nothing scrolls sideways and axe finds nothing serious; takes a picture for people to look at. */
export async function expectGoodLooks(page: Page, name: string, frame = page.mainFrame()): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  expect(await sidewaysScroll(frame)).toBe(0);
  expect(await seriousFindings(frame)).toEqual([]);
}
