import { describe, expect, it } from "vitest";
import { verifyChain } from "../../server/audit/verify-chain.ts";
import { openChart } from "./chart-session.ts";
import { month, preview, record, settleQuestions, view } from "./recorded-month.ts";
import { recordingDemo } from "./recording-demo.ts";

const { auditKinds, demo, monthTasks, plan, start } = recordingDemo();

describe("a month that is recorded", () => {
  it("withholds the code until a person settles what the chart cannot, then supports it", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const before = await view(chart);
    expect(before.readiness.eligible).toBe(true);
    expect(before.readiness.codes).toEqual([]);
    expect(before.questions.map(({ pointer }) => pointer)).toEqual([
      "/other_services",
      "/prior_ccm_claims_this_month",
    ]);
    const after = await settleQuestions(chart);
    expect(after.readiness.codes).toEqual([{ code: "99490", units: 1 }]);
    expect(after.readiness.amount_usd).toBe(66.13);
    expect(after.readiness.minutes).toEqual({ clinical_staff: 31, practitioner: 7, pooled: 38 });
    expect(after.questions.map(({ answered }) => answered?.by)).toEqual(["Nurse One, RN", "Nurse One, RN"]);
  });

  it("shows every recorded second as counted or not counted", async () => {
    const { entries } = await view(await openChart(demo(), { patient: "p01" }));
    const recorded = entries.reduce((sum, entry) => sum + entry.recorded_seconds, 0);
    const counted = entries.reduce((sum, entry) => sum + entry.counted_seconds, 0);
    expect({ recorded, counted }).toEqual({ recorded: 51 * 60 + 45, counted: 38 * 60 + 20 });
    for (const entry of entries)
      expect(entry.reasons.length > 0).toBe(entry.counted_seconds < entry.recorded_seconds);
  });

  it("takes an attestation back", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const { patient } = await settleQuestions(chart);
    await chart.post(`${month}/attestations`, {
      pointer: "/other_services",
      patient: patient.key,
      withdraw: true,
    });
    expect((await view(chart)).readiness.codes).toEqual([]);
  });

  it("is in the EHR once, named in our care plan, and everything else in the plan is as it was", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    await settleQuestions(chart);
    const before = plan("p01-care-plan");
    const [first, second] = (await record(chart)).sort((a, b) => a.what.localeCompare(b.what));
    expect([first?.what, first?.state, second?.what, second?.state]).toEqual([
      "care_plan_link",
      "confirmed",
      "month",
      "confirmed",
    ]);
    const [task, ...more] = monthTasks();
    expect(more).toEqual([]);
    expect(second).toMatchObject({ reference: task?.reference, version: task?.version });
    const { activity, meta, ...rest } = plan("p01-care-plan").body;
    const { meta: metaBefore, ...restBefore } = before.body;
    expect(rest).toEqual(restBefore);
    expect(activity).toEqual([{ reference: expect.objectContaining({ reference: task?.reference }) }]);
    expect(first?.version).toBe(meta?.versionId);
    expect(metaBefore?.versionId).not.toBe(meta?.versionId);
  });

  it("is still there once after recording again, its version raised, the plan untouched", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    await record(chart);
    const linked = plan("p01-care-plan");
    const shown = await view(chart);
    expect(shown.record.in_ehr).toMatchObject({ reference: monthTasks()[0]?.reference, same: true });
    expect(shown.record.care_plan).toMatchObject({ state: "ours", linked: true });
    await settleQuestions(chart);
    expect((await view(chart)).record.in_ehr?.same).toBe(false);
    const before = monthTasks();
    await record(chart);
    expect(monthTasks().map(({ reference }) => reference)).toEqual(before.map(({ reference }) => reference));
    expect(Number(monthTasks()[0]?.version)).toBe(Number(before[0]?.version) + 1);
    expect(plan("p01-care-plan")).toEqual(linked);
  });

  it("never touches a care plan that is not ours, and says so", async () => {
    const chart = await openChart(demo(), { patient: "p04" });
    const before = demo().sandbox.get("CarePlan/p04-foreign-plan")?.text;
    const shown = await preview(chart);
    expect(shown.writes[1]).toMatchObject({ interaction: "none", resource: "CarePlan/p04-foreign-plan" });
    await record(chart);
    expect(monthTasks()).toHaveLength(1);
    expect(demo().sandbox.get("CarePlan/p04-foreign-plan")?.text).toBe(before);
    expect((await view(chart)).record.care_plan.state).toBe("not_ours");
  });

  it("leaves digits and strange elements of our plan alone where the EHR takes no patch", async () => {
    await demo().close();
    await start({ sandbox: { patchSupported: false } });
    const extended = `"_valueDecimal":{"id":"strange"}`;
    const strange = `{"url":"https://x.example/y","valueDecimal":9007199254740993.10,${extended}}`;
    const text = demo().sandbox.get("CarePlan/p01-care-plan")?.text ?? "";
    demo().sandbox.put(text.replace('"status"', `"extension":[${strange}],"status"`));
    const chart = await openChart(demo(), { patient: "p01" });
    const all = await record(chart);
    expect(all.map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(demo().sandbox.get("CarePlan/p01-care-plan")?.text).toContain(strange);
  });
});

it("writes to the audit chain who did what, and the chain holds", async () => {
  const chart = await openChart(demo(), { patient: "p01" });
  await settleQuestions(chart);
  await record(chart);
  expect((await auditKinds(chart)).filter((kind) => kind !== "chart.read")).toEqual([
    "launch.started",
    "attestation.made",
    "attestation.made",
    "month.confirmed",
    "delivery.sending",
    "delivery.confirmed",
    "delivery.sending",
    "delivery.confirmed",
  ]);
  expect(await verifyChain(demo().deps.store.db, demo().deps.keys)).toMatchObject({ whole: true });
});
