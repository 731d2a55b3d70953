import { describe, expect, it } from "vitest";
import { createCharts } from "../../server/launches/chart-service.ts";
import { createTokenKeeper } from "../../server/launches/token-keeper.ts";
import { createOutbox } from "../../server/outbox/outbox-service.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import {
  confirm,
  deliveries,
  lookUp,
  preview,
  record,
  settled,
  settleQuestions,
  view,
} from "./recorded-month.ts";
import { creatingTask, recordingDemo } from "./recording-demo.ts";

const { demo, later, monthTasks, once, plan } = recordingDemo();

describe("when the EHR misbehaves", () => {
  it("looks a lost answer up instead of sending again", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    once(creatingTask, { kind: "reset_after" });
    const lost = (await record(chart)).find(({ what }) => what === "month");
    expect(lost?.state).toBe("unknown");
    expect(monthTasks()).toHaveLength(1);
    const { patient } = await view(chart);
    await lookUp(chart, lost?.id ?? "", patient.key);
    const found = (await settled(chart)).map(({ state }) => state);
    expect(found).toEqual(["confirmed", "confirmed"]);
    expect(monthTasks()).toHaveLength(1);
    expect(demo().sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("sends again only what two complete look-ups, half a minute later, did not find", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    once(creatingTask, { kind: "reset_before" });
    const lost = (await record(chart)).find(({ what }) => what === "month");
    const { patient } = await view(chart);
    for (const seconds of [1, 2, 30]) {
      later(seconds * 1000);
      await lookUp(chart, lost?.id ?? "", patient.key);
      expect(demo().sandbox.requests.filter(creatingTask)).toHaveLength(1);
    }
    later(35_000);
    await lookUp(chart, lost?.id ?? "", patient.key);
    expect((await settled(chart)).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(monthTasks()).toHaveLength(1);
  });

  it("shows the EHR's own words when it refuses, and sends nothing that depends on it", async () => {
    const outcome = {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", code: "business-rule", diagnostics: "Tasks are closed on Mondays" }],
    };
    const before = plan("p01-care-plan");
    const chart = await openChart(demo(), { patient: "p01" });
    once(creatingTask, {
      kind: "status",
      status: 422,
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify(outcome),
    });
    const all = await record(chart);
    expect(all.map(({ what, state }) => [what, state]).sort()).toEqual([
      ["care_plan_link", "rejected"],
      ["month", "rejected"],
    ]);
    expect(all.find(({ what }) => what === "month")?.issues.join(" ")).toContain(
      "Tasks are closed on Mondays",
    );
    expect(plan("p01-care-plan")).toEqual(before);
    expect(monthTasks()).toEqual([]);
  });

  it("takes a process that died while sending for not known, never for not sent", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const sent = (await record(chart)).find(({ what }) => what === "month")?.id ?? "";
    await demo()
      .deps.store.db.updateTable("delivery")
      .set({ state: "sending", lease: new Date(0).toISOString() })
      .where("id", "=", sent)
      .execute();
    const died = (await deliveries(chart)).find(({ id }) => id === sent);
    expect(died?.state).toBe("unknown");
    await lookUp(chart, sent, (await view(chart)).patient.key);
    expect((await deliveries(chart)).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(monthTasks()).toHaveLength(1);
  });

  it("sends what could not be sent once the EHR is back, without anybody asking", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const shown = await preview(chart);
    demo().sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 503 } : null));
    await confirm(chart, shown);
    await hasWaited(chart);
    demo().sandbox.intercept(null);
    later(30_000);
    const outbox = createOutbox({
      ...demo().deps,
      openChart: createCharts({ ...demo().deps, keeper: createTokenKeeper(demo().deps) }).open,
      onDefect: unexpected,
    });
    await outbox.sweep();
    await expect
      .poll(async () => (await settled(chart)).map(({ state }) => state))
      .toEqual(["confirmed", "confirmed"]);
    await outbox.close();
    expect(monthTasks()).toHaveLength(1);
  });

  it("gives up what could not be sent for a quarter of an hour, and lets the month be recorded anew", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const shown = await preview(chart);
    demo().sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 503 } : null));
    await confirm(chart, shown);
    await hasWaited(chart);
    demo().sandbox.intercept(null);
    const waiting = (await deliveries(chart)).find(({ what }) => what === "month")?.id ?? "";
    for (const [minutes, state] of [
      [14, "queued"],
      [15.1, "rejected"],
    ] as const) {
      later(minutes * 60_000);
      const { patient } = await view(chart);
      if (state === "rejected") await lookUp(chart, waiting, patient.key);
      expect((await deliveries(chart)).find(({ id }) => id === waiting)?.state).toBe(state);
    }
    expect(monthTasks()).toEqual([]);
    expect((await record(chart)).slice(0, 2).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
  });

  it("does not call recorded what the EHR stored otherwise than it was sent", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const forget = () => {
      const [task] = monthTasks();
      if (task?.resource.output) demo().sandbox.put({ ...task.resource, output: [] });
    };
    demo().sandbox.intercept(({ path }) => {
      if (/Task\/./.test(path)) forget();
      return null;
    });
    const month = (await record(chart)).find(({ what }) => what === "month");
    expect(month?.state).not.toBe("confirmed");
  });

  it.each([
    ["Patient", null],
    ["Condition", null],
    ["Consent", null],
    ["CarePlan", null],
    ["Task", null],
    ["Coverage", null],
    // Stays withhold the code and say nothing of eligibility.
    ["Encounter", true],
  ])("supports nothing when %s is denied, and names the read", async (type, eligible) => {
    const ready = await settleQuestions(await openChart(demo(), { patient: "p01" }));
    expect(ready.readiness.codes).not.toEqual([]);
    demo().sandbox.intercept((request) => (request.type === type ? { kind: "status", status: 403 } : null));
    const { reads, readiness } = await view(await openChart(demo(), { patient: "p01" }));
    const short = reads.filter(({ outcome }) => outcome !== "complete");
    expect(short.map((read) => [read.type, read.outcome])).toEqual([[type, "denied"]]);
    expect(readiness.codes).toEqual([]);
    expect(readiness.eligible).toBe(eligible);
  });
});

/** Until a write has come back unsent: reads of a busy EHR are repeated for some seconds first. */
async function hasWaited(chart: ChartSession): Promise<void> {
  const issues = async () => (await deliveries(chart)).flatMap((one) => one.issues);
  await expect.poll(issues, { timeout: 15_000 }).not.toEqual([]);
}

function unexpected(error: Error): never {
  throw error;
}
