import { afterAll, beforeAll, expect, it } from "vitest";
import { roundTrips } from "./round-trips.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it("a month is on the screen after five round trips of ours at most: launch, callback, page, assets, API", async () => {
  const { serial, paths } = await roundTrips(stage);
  expect(paths[0]).toBe("/launch");
  expect(paths).toContain("/api/month/current");
  expect(serial, paths.join(" ")).toBeLessThanOrEqual(5);
});
