import type { FhirResource } from "fhir/r4";
import { describe, expect, it } from "vitest";
import { openChart } from "./chart-session.ts";
import { confirm, deliveries, lookUp, month, preview, record, settled, view } from "./recorded-month.ts";
import { creatingTask, recordingDemo } from "./recording-demo.ts";

const { auditKinds, demo, later, monthTasks, once } = recordingDemo();

describe("people and patients", () => {
  it("records once however often it is confirmed", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const shown = await preview(chart);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(chart, shown)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await settled(chart);
    expect(monthTasks()).toHaveLength(1);
    expect(demo().sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("lets the second of two people look again instead of overwriting the first", async () => {
    const nurse = await openChart(demo(), { patient: "p01", user: "rn-1" });
    const doctor = await openChart(demo(), { patient: "p01", user: "pr-1" });
    const seenByNurse = await preview(nurse);
    await record(doctor);
    await confirm(nurse, seenByNurse);
    const [newest] = (await settled(nurse)).filter(
      ({ what, state }) => what === "month" && state === "rejected",
    );
    expect(newest?.conflict).toBe(true);
    expect(monthTasks().map(({ version }) => version)).toEqual(["1"]);
  });

  it("refuses a second recording while the first is under way, whoever asks and from wherever", async () => {
    const [nurse, doctor] = [
      await openChart(demo(), { patient: "p01", user: "rn-1" }),
      await openChart(demo(), { patient: "p01", user: "pr-1" }),
    ];
    const shown = [await preview(nurse), await preview(nurse), await preview(doctor)] as const;
    demo().sandbox.intercept((request) => (creatingTask(request) ? { kind: "delay", ms: 300 } : null));
    const answers = await Promise.all([
      confirm(nurse, shown[0]),
      confirm(nurse, shown[1]),
      confirm(doctor, shown[2]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "recording_under_way" });
    await settled(nurse);
    expect(monthTasks()).toHaveLength(1);
  });

  it("lets a colleague look a lost answer up, but not send in the other's name", async () => {
    const nurse = await openChart(demo(), { patient: "p01", user: "rn-1" });
    once(creatingTask, { kind: "reset_before" });
    const lost = (await record(nurse)).find(({ what }) => what === "month")?.id ?? "";
    const doctor = await openChart(demo(), { patient: "p01", user: "pr-1" });
    const { patient } = await view(doctor);
    await nurse.post("/api/log-off", {});
    for (const seconds of [30, 35, 40]) {
      later(seconds * 1000);
      await lookUp(doctor, lost, patient.key);
    }
    expect((await deliveries(doctor)).find(({ id }) => id === lost)?.state).toBe("queued");
    expect(monthTasks()).toEqual([]);
    expect(demo().sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("writes nothing under a claim that another process took over", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    demo().sandbox.intercept(async ({ method, type }) => {
      if (method !== "GET" || type !== "Task") return null;
      await demo()
        .deps.store.db.updateTable("delivery")
        .set({ lease: new Date(Date.now() + 3_600_000).toISOString() })
        .where("state", "=", "sending")
        .execute();
      return null;
    });
    const shown = await preview(chart);
    await confirm(chart, shown);
    await expect.poll(() => auditKinds(chart)).toContain("delivery.claim_lost");
    expect(demo().sandbox.requests.filter(creatingTask)).toEqual([]);
  });

  it("refuses a preview while it is not known what the EHR holds", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const { patient } = await view(chart);
    demo().sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 403 } : null));
    const refused = await chart.post(`${month}/preview`, { patient: patient.key });
    expect(refused.body).toMatchObject({ code: "read_incomplete" });
  });

  it("refuses a write that names another patient than the launch's, and sends nothing", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const other = await view(await openChart(demo(), { patient: "p02" }));
    const shown = await preview(chart);
    for (const [path, body] of [
      [`${month}/record`, { preview: shown.id, patient: other.patient.key }],
      [`${month}/preview`, { patient: other.patient.key }],
      [`${month}/attestations`, { pointer: "/other_services", patient: other.patient.key }],
    ] as const) {
      expect((await chart.post(path, body)).body).toMatchObject({ code: "patient_mismatch" });
    }
    expect(monthTasks()).toEqual([]);
  });

  it("does not let one launch confirm what another was shown", async () => {
    const first = await openChart(demo(), { patient: "p01" });
    const second = await openChart(demo(), { patient: "p01" });
    expect((await confirm(second, await preview(first))).body).toMatchObject({ code: "preview_expired" });
  });

  it("does not record what was read more than fifteen minutes ago", async () => {
    const chart = await openChart(demo(), { patient: "p01" });
    const shown = await preview(chart);
    later(14 * 60_000);
    await view(chart);
    later(15 * 60_000);
    expect((await confirm(chart, shown)).body).toMatchObject({ code: "preview_expired" });
    expect(monthTasks()).toEqual([]);
  });

  it("lets somebody the practice has not named read but not record", async () => {
    const guest: FhirResource = { resourceType: "Practitioner", id: "guest-1", name: [{ text: "Guest" }] };
    demo().sandbox.put(guest);
    const chart = await openChart(demo(), { patient: "p01", user: "guest-1" });
    const { patient, user } = await view(chart);
    expect(user).toEqual({ name: null, role: null });
    expect(await chart.post(`${month}/preview`, { patient: patient.key })).toMatchObject({
      status: 403,
      body: { code: "not_staff" },
    });
  });

  it.each(["2026-11", "2024-12", "1999-01"])("does not open %s", async (other) => {
    const chart = await openChart(demo(), { patient: "p01" });
    expect((await chart.get(`/api/month/${other}`)).body).toMatchObject({ code: "month_not_offered" });
  });
});
