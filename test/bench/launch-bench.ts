import { openChart } from "../server/chart-session.ts";
import { startHeadlessDemo } from "../server/demo-app.ts";

const delay = 200;

/** Prints how many requests and how many serial waves of EHR requests lie between a click and a readiness. */
export async function benchLaunch(): Promise<void> {
  const demo = await startHeadlessDemo();
  const opened = async () => {
    const before = demo.sandbox.requests.length;
    const start = process.hrtime.bigint();
    const chart = await openChart(demo, { patient: "p01" });
    const launched = process.hrtime.bigint();
    await chart.get("/api/month/2026-10");
    const end = process.hrtime.bigint();
    const ms = (from: bigint, to: bigint) => Number(to - from) / 1e6;
    return {
      launch: ms(start, launched),
      month: ms(launched, end),
      requests: demo.sandbox.requests.length - before,
    };
  };
  await opened();
  const plain = await opened();
  demo.sandbox.intercept(() => ({ kind: "delay", ms: delay }));
  const slow = await opened();
  await demo.close();
  const waves = (value: number) => (value / delay).toFixed(1);
  console.log(`click to readiness over HTTP, every EHR request delayed by ${delay} ms`);
  console.log(`  launch     ${waves(slow.launch - plain.launch)} delays (the EHR's own sign-in included)`);
  console.log(`  month      ${waves(slow.month - plain.month)} delays`);
  console.log(`  requests   ${slow.requests} to the EHR`);
  console.log(`  undelayed  launch ${plain.launch.toFixed(0)} ms, month ${plain.month.toFixed(0)} ms`);
}
