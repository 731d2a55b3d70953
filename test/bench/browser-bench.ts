import { roundTrips } from "../browser/round-trips.ts";
import { openStage } from "../browser/stage.ts";
import { buildApp } from "../demo/build-app.ts";

/** Prints what a real browser asks of us between a click and a month on the screen. */
export async function benchBrowser(): Promise<void> {
  await buildApp("test-app");
  const stage = await openStage();
  try {
    const { serial, paths } = await roundTrips(stage);
    console.log("click to month in a browser that holds nothing of ours");
    console.log(`  round trips ${serial} one after the other (bar 5), ${paths.length} requests`);
    console.log(`  ${paths.join(" ")}`);
  } finally {
    await stage.close();
  }
}
