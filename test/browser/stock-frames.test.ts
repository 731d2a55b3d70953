import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./chromium.ts";
import { type StockApp, startStockApp } from "./stock-app.ts";

// What ours does in the same window: two-charts.test.ts.

let app: StockApp;
let browser: Browser;
let chart: Page;
beforeAll(async () => {
  [app, browser] = await Promise.all([startStockApp(), launchBrowser()]);
});
beforeEach(async () => {
  app.signedIn.length = 0;
  chart = await (await browser.newContext()).newPage();
  await chart.goto(app.chart);
});
afterAll(async () => {
  await browser.close();
  app.close();
});

/** Opens the app for a patient in a frame of its own, as far as it shows somebody. */
async function openFrame(at: string, patient: string): Promise<Frame> {
  const element = await chart.evaluateHandle(
    (src) => {
      const frame = document.createElement("iframe");
      frame.src = src;
      return document.body.appendChild(frame);
    },
    app.launchOf(at, patient),
  );
  const frame = await element.contentFrame();
  if (!frame) throw new Error("the chart holds no frame");
  await shown(frame);
  return frame;
}

async function shown(frame: Frame): Promise<string> {
  const words = frame.getByText(/^shows /);
  await words.waitFor({ timeout: 10_000 });
  return words.innerText();
}

async function shownAfterReload(frame: Frame): Promise<string> {
  const loaded = chart.waitForEvent("framenavigated", (one) => one === frame);
  await frame.evaluate(() => location.reload());
  await loaded;
  return shown(frame);
}

describe("two charts in one window with stock fhirclient", () => {
  it("F1, §7.10: the first chart's frame, loaded again, shows the second chart's patient", async () => {
    const first = await openFrame("/launch", "p1");
    expect(await shown(first)).toBe("shows p1");
    expect(await shown(await openFrame("/launch", "p2"))).toBe("shows p2");
    expect(await shownAfterReload(first)).toBe("shows p2");
  });

  it("F2, §7.10: init() shows the first chart's patient in the second chart, and asks nobody", async () => {
    expect(await shown(await openFrame("/init", "p1"))).toBe("shows p1");
    expect(await shown(await openFrame("/init", "p2"))).toBe("shows p1");
    expect(app.signedIn).toEqual(["p1"]);
  });

  it("F3: told that storage is shared, the first chart's frame stays its own", async () => {
    const first = await openFrame("/keyed-launch", "p1");
    expect(await shown(await openFrame("/keyed-launch", "p2"))).toBe("shows p2");
    expect(await shownAfterReload(first)).toBe("shows p1");
  });
});
