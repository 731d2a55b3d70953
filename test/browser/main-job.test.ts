import type { CarePlan } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChartPage, openStage, recordMonth, type Stage, settleQuestions } from "./stage.ts";

const monthSystem = "urn:oid:2.25.21081962817869301118897008373138847437.1.1";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function monthTasks() {
  return stage.demo.sandbox
    .all("Task")
    .filter(({ resource }) => resource.identifier?.some(({ system }) => system === monthSystem));
}

function plan(): CarePlan {
  return JSON.parse(stage.demo.sandbox.get("CarePlan/p01-care-plan")?.text ?? "{}");
}

describe("from a click in the chart to the record in the EHR", () => {
  it("opens in the chart, settles what the chart cannot say, records the month once, and again", async () => {
    const page = await (await stage.context()).newPage();
    await page.goto(`${stage.demo.sandbox.url}/`);
    await page.getByRole("link", { name: /Exampleton/ }).click();
    const frame = await openChartPage(page, stage, "p01", "pr-1");
    const ladder = frame.getByRole("region", { name: "Code ladder" });
    await ladder.getByText("Not known: what else was billed").first().waitFor();
    await settleQuestions(frame);
    await ladder.getByText("Ready").first().waitFor();
    await frame.getByText("$66.13").first().waitFor();

    const planBefore = plan();
    await recordMonth(frame);
    const inEhr = frame.getByRole("region", { name: "In the EHR" });
    await inEhr.getByText("In EHR, version 1").first().waitFor();
    expect(monthTasks().map(({ version }) => version)).toEqual(["1"]);
    const [task] = monthTasks();
    await expect
      .poll(() => plan().activity?.map(({ reference }) => reference?.reference))
      .toEqual([task?.reference]);
    const { activity: _, meta: __, ...rest } = plan();
    const { meta: ___, ...restBefore } = planBefore;
    expect(rest).toEqual(restBefore);
    expect(await inEhr.innerText()).toContain(task?.reference ?? "no task");

    await inEhr.getByRole("button", { name: "Record again in the EHR" }).waitFor();
    await recordMonth(frame);
    await inEhr.getByText("In EHR, version 2").first().waitFor();
    expect(monthTasks().map(({ reference, version }) => [reference, version])).toEqual([
      [task?.reference, "2"],
    ]);
    expect(plan().activity).toHaveLength(1);
  });

  it("never sends a code, a state or a launch on in a referrer", async () => {
    const page = await (await stage.context()).newPage();
    const referrers = new Set<string>();
    page.on("request", (request) => referrers.add(request.headers()["referer"] ?? ""));
    await openChartPage(page, stage, "p02");
    expect([...referrers].filter((one) => /code=|state=|launch=|\/l\//.test(one))).toEqual([]);
  });
});
