import type { Page, Request } from "playwright-core";
import { type Span, serialWaves } from "../bench/serial-waves.ts";
import { openAlone, type Stage } from "./stage.ts";

export interface RoundTrips {
  /** Requests of the browser to us that wait for one another, one after the other. */
  readonly serial: number;
  /** All of them, by path, in the order they were sent. */
  readonly paths: readonly string[];
}

const month = "/api/month/current";

/** Far more than this machine takes, so that what runs at the same time overlaps and what waits does not. */
const latency = 150;

/** Opens a chart in a fresh browser over a slow line, and counts what lies between the click and the month on screen. */
export async function roundTrips(stage: Stage, patient = "p01"): Promise<RoundTrips> {
  const page = await (await stage.context()).newPage();
  await slowDown(page);
  const finished: Request[] = [];
  page.on("requestfinished", (request) => {
    if (new URL(request.url()).origin === stage.demo.appUrl) finished.push(request);
  });
  const answered = page.waitForEvent("requestfinished", (request) => pathOf(request) === month);
  await Promise.all([answered, openAlone(page, stage, patient)]);
  const ours = finished
    .map((request) => ({ path: pathOf(request), ...spanOf(request) }))
    .sort((a, b) => a.from - b.from);
  await page.context().close();
  return { serial: serialWaves(ours), paths: ours.map(({ path }) => path) };
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const throughput = { downloadThroughput: -1, uploadThroughput: -1 };
  await session.send("Network.emulateNetworkConditions", { offline: false, latency, ...throughput });
}

function spanOf(request: Request): Span {
  const { startTime, responseEnd } = request.timing();
  return { from: startTime, to: startTime + responseEnd };
}

function pathOf(request: Request): string {
  return new URL(request.url()).pathname.replace(/^\/l\/[^/]+/, "/l/:launch");
}
