import type { Demo, DemoOptions } from "../demo/start-demo.ts";
import { openChart } from "../server/chart-session.ts";
import { startHeadlessDemo } from "../server/demo-app.ts";
import { serialWaves } from "./serial-waves.ts";

const delay = 200;

/** Requests that our server makes; the others are the EHR's own pages for the browser, while somebody signs in. */
const isOurs = (path: string) =>
  path.startsWith("/fhir") || path === "/oauth/token" || path === "/oauth/jwks";

interface Opened {
  /** From the click to the month, in ms. */
  readonly ms: number;
  readonly requests: number;
  /** Requests of one type, at most. */
  readonly deepest: number;
  readonly signInWaves: number;
  readonly readWaves: number;
}

/** One chart, from the click to the month, every request of our server delayed by so much. */
async function open(demo: Demo, ms: number): Promise<Opened> {
  const seen: { path: string; type: string | null; from: number; to: number }[] = [];
  demo.sandbox.intercept(({ path, type }) => {
    if (!isOurs(path)) return null;
    const from = performance.now();
    seen.push({ path, type, from, to: from + ms });
    return ms === 0 ? null : { kind: "delay", ms };
  });
  const start = performance.now();
  const chart = await openChart(demo, { patient: "p01" });
  const answer = await chart.get("/api/month/2026-10");
  const end = performance.now();
  demo.sandbox.intercept(null);
  if (answer.status !== 200) throw new Error(`the month was answered ${answer.status}`);
  const isSignIn = ({ path }: { readonly path: string }) => /oauth|\.well-known/.test(path);
  const reads = seen.filter((one) => !isSignIn(one));
  const signIn = seen.filter(isSignIn);
  return {
    ms: end - start,
    requests: seen.length,
    deepest: Math.max(...reads.map(({ type }) => reads.filter((one) => one.type === type).length)),
    signInWaves: serialWaves(signIn),
    readWaves: serialWaves(reads),
  };
}

/** The first finds nothing known of the EHR, the others its discovery document and statement; the quickest of them. */
async function coldAndWarm(options: Partial<DemoOptions>, ms: number) {
  const demo = await startHeadlessDemo(options);
  try {
    const cold = await open(demo, ms);
    const warm = [await open(demo, ms), await open(demo, ms), await open(demo, ms)];
    return { cold, warm: warm.reduce((best, one) => (one.ms < best.ms ? one : best)) };
  } finally {
    await demo.close();
  }
}

/** Prints how many serial waves of requests to the EHR lie between a click and a month, and what their delay costs. */
export async function benchLaunch(): Promise<void> {
  console.log(`click to month, every request of our server to the EHR delayed by ${delay} ms`);
  await printOpenings("one page a type", {});
  await printOpenings("two resources a page", { sandbox: { pageSize: 2 } });
}

async function printOpenings(what: string, options: Partial<DemoOptions>): Promise<void> {
  const plain = await coldAndWarm(options, 0);
  const slow = await coldAndWarm(options, delay);
  console.log(`  ${what}`);
  for (const discovery of ["cold", "warm"] as const) {
    const { ms, requests, deepest, signInWaves, readWaves } = slow[discovery];
    const { ms: undelayed } = plain[discovery];
    const beyond = deepest - 1;
    const bar = (6 + beyond) * delay + 0.3 * undelayed;
    console.log(
      `    ${discovery} discovery: ${requests} requests; waves ${signInWaves} to sign in, ${readWaves} to read (bar ${2 + beyond}); ` +
        `${ms.toFixed(0)} ms = ${(ms / delay).toFixed(1)} delays (bar ${bar.toFixed(0)} ms; undelayed ${undelayed.toFixed(0)} ms)`,
    );
  }
}
