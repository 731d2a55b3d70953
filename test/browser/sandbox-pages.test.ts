import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appFrame, openChartPage, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ panel: true });
  const plan = stage.demo.sandbox.get("CarePlan/p01-care-plan")?.text ?? "";
  stage.demo.sandbox.put(plan.replace("Comprehensive", "Changed"));
});
afterAll(() => stage.close());

/** What axe finds serious or critical in the page of the EHR, the framed app left out. */
async function seriousFindings(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(
    "axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.target.join(' '))))",
  );
}

/** The tables that go on beyond what their box shows. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ ariaLabel, scrollWidth, clientWidth }) => `${ariaLabel}: ${scrollWidth} in ${clientWidth}`),
  );
}

const pages = [
  ["/", "the patient list"],
  ["/summary/p021?user=rn-1", "a chart summary"],
  ["/record/p01?user=pr-1", "a record"],
  ["/resource/CarePlan/p01-care-plan?user=rn-1", "two versions"],
  ["/charts?patients=p01,p02&user=rn-1", "two charts"],
] as const;

describe.each([320, 400, 1280])("at %i px", (width) => {
  it.each(pages)("%s, %s, stays within the width, and axe finds nothing serious", async (path) => {
    const page = await (await stage.context(width)).newPage();
    await page.goto(`${stage.demo.sandbox.url}${path}`);
    await page.locator("details.strip > summary").click();
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
    expect(await cutOff(page)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
});

describe("a chart page", () => {
  it("stays as it is while its app is opened anew, and opens the same patient", async () => {
    const page = await (await stage.context()).newPage();
    const before = (await openChartPage(page, stage, "p02")).url();
    await page.evaluate(() => Reflect.set(window, "marked", true));
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.getByRole("link", { name: "Open the app anew" }).click();
    await expect.poll(() => requests).toContain("/open/p02");
    await page.waitForLoadState("networkidle");
    const frame = await appFrame(page, "p02");
    expect(frame.url()).not.toBe(before);
    expect(await patientLine(frame)).toContain("Walter Testfield");
    expect(await page.evaluate(() => Reflect.get(window, "marked"))).toBe(true);
    expect(requests).not.toContain("/chart/p02");
    await page.context().close();
  });

  it("takes a new time and another EHR without a reload", async () => {
    const page = await (await stage.context()).newPage();
    await openChartPage(page, stage, "p02");
    await page.evaluate(() => Reflect.set(window, "marked", true));
    const { flavours } = stage.demo.sandbox;
    const plain = flavours.flavour;
    await page.locator("details.strip > summary").click();
    await page.getByRole("button", { name: "1 day" }).click();
    await page.getByRole("status").filter({ hasText: "2026-10-27" }).waitFor();
    const [, other] = await page.getByLabel("This EHR is like").locator("option").allInnerTexts();
    await page.getByLabel("This EHR is like").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Change" }).click();
    await page.locator("[data-flavour]", { hasText: other ?? "" }).waitFor();
    expect(flavours.flavour.title).toBe(other);
    expect(stage.demo.deps.now().slice(0, 10)).toBe("2026-10-27");
    expect(await page.evaluate(() => Reflect.get(window, "marked"))).toBe(true);
    flavours.use(plain);
    await page.context().close();
  });
});

it("leads from the filtered list into the chart", async () => {
  const page = await (await stage.context()).newPage();
  await page.goto(`${stage.demo.sandbox.url}/?user=rn-1`);
  await page.getByLabel("Name, MRN or birthday").fill("0002");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("link", { name: "Testfield, Walter" }).click();
  expect(await patientLine(await appFrame(page, "p02"))).toContain("Walter Testfield");
  await page.context().close();
});
