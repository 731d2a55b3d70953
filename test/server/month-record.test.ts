import { setTimeout as pause } from "node:timers/promises";
import type { CarePlan, FhirResource } from "fhir/r4";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "../../server/audit/verify-chain.ts";
import { Deliveries, MonthView, RecordPreview } from "../../server/contract/index.ts";
import { createCharts } from "../../server/launches/chart-service.ts";
import { createTokenKeeper } from "../../server/launches/token-keeper.ts";
import { createOutbox } from "../../server/outbox/outbox-service.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo, DemoOptions } from "../demo/start-demo.ts";
import type { Interceptor } from "../sandbox-ehr/front-door.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo, workingDay } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const month = "/api/month/2026-10";
const monthSystem = "urn:oid:2.25.21081962817869301118897008373138847437.1.1";

let demo: Demo;
let clock: Date;

async function start(options: Partial<DemoOptions> = {}): Promise<void> {
  clock = workingDay;
  demo = await startHeadlessDemo({ now: () => clock, store: shared, ...options });
}

/** One store for the file: each test has an EHR of its own, so no test's rows concern another's. */
let store: Store;
const shared = () => Promise.resolve({ db: store.db, close: () => Promise.resolve() });

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => start());
afterEach(() => demo.close());
afterAll(() => store.close());

async function view(chart: ChartSession): Promise<MonthView> {
  return MonthView.parse((await chart.get(month)).body);
}

async function settleQuestions(chart: ChartSession): Promise<MonthView> {
  const { questions, patient } = await view(chart);
  for (const { pointer } of questions) {
    const answer = await chart.post(`${month}/attestations`, { pointer, patient: patient.key });
    expect(answer.status).toBe(204);
  }
  return view(chart);
}

async function preview(chart: ChartSession): Promise<RecordPreview> {
  const { patient } = await view(chart);
  return RecordPreview.parse((await chart.post(`${month}/preview`, { patient: patient.key })).body);
}

function confirm(chart: ChartSession, { id, patient }: RecordPreview) {
  return chart.post(`${month}/record`, { preview: id, patient });
}

async function deliveries(chart: ChartSession) {
  return Deliveries.parse((await chart.get(`${month}/deliveries`)).body).deliveries;
}

/** Waits until nothing is on its way any more; `unknown` is where a lost answer rests until it is looked up. */
async function settled(chart: ChartSession) {
  for (;;) {
    const all = await deliveries(chart);
    const waiting = all.filter(({ state }) => state === "sending" || state === "queued");
    const blocked = all.some(({ what, state }) => what === "month" && state === "unknown");
    if (waiting.length === 0 || (blocked && waiting.every(({ what }) => what === "care_plan_link")))
      return all;
    await pause(10);
  }
}

async function record(chart: ChartSession) {
  expect((await confirm(chart, await preview(chart))).status).toBe(202);
  return settled(chart);
}

function monthTasks() {
  return demo.sandbox
    .all("Task")
    .filter(({ resource }) => resource.identifier?.some(({ system }) => system === monthSystem));
}

function plan(id: string): { version: string; body: CarePlan } {
  const stored = demo.sandbox.get(`CarePlan/${id}`);
  if (!stored) throw new Error(`no CarePlan/${id}`);
  return { version: stored.version, body: JSON.parse(stored.text) };
}

function lookUp(chart: ChartSession, id: string, patient: string) {
  return chart.post(`/api/deliveries/${id}/look-up`, { patient });
}

/** Lets the fault happen once, to the first request it fits. */
function once(
  fits: (request: Parameters<Interceptor>[0]) => boolean,
  fault: Awaited<ReturnType<Interceptor>>,
): void {
  let done = false;
  demo.sandbox.intercept((request) => {
    if (done || !fits(request)) return null;
    done = true;
    return fault;
  });
}

const creatingTask = ({ method, type }: { method: string; type: string | null }) =>
  method === "POST" && type === "Task";

describe("a month that is recorded", () => {
  it("withholds the code until a person settles what the chart cannot, then supports it", async () => {
    const chart = await openChart(demo, { patient: "p01" });
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
    const { entries } = await view(await openChart(demo, { patient: "p01" }));
    const recorded = entries.reduce((sum, entry) => sum + entry.recorded_seconds, 0);
    const counted = entries.reduce((sum, entry) => sum + entry.counted_seconds, 0);
    expect({ recorded, counted }).toEqual({ recorded: 51 * 60 + 45, counted: 38 * 60 + 20 });
    for (const entry of entries)
      expect(entry.reasons.length > 0).toBe(entry.counted_seconds < entry.recorded_seconds);
  });

  it("takes an attestation back", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const { patient } = await settleQuestions(chart);
    await chart.post(`${month}/attestations`, {
      pointer: "/other_services",
      patient: patient.key,
      withdraw: true,
    });
    expect((await view(chart)).readiness.codes).toEqual([]);
  });

  it("is in the EHR once, named in our care plan, and everything else in the plan is as it was", async () => {
    const chart = await openChart(demo, { patient: "p01" });
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
    const chart = await openChart(demo, { patient: "p01" });
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
    const chart = await openChart(demo, { patient: "p04" });
    const before = demo.sandbox.get("CarePlan/p04-foreign-plan")?.text;
    const shown = await preview(chart);
    expect(shown.writes[1]).toMatchObject({ interaction: "none", resource: "CarePlan/p04-foreign-plan" });
    await record(chart);
    expect(monthTasks()).toHaveLength(1);
    expect(demo.sandbox.get("CarePlan/p04-foreign-plan")?.text).toBe(before);
    expect((await view(chart)).record.care_plan.state).toBe("not_ours");
  });

  it("leaves digits and strange elements of our plan alone where the EHR takes no patch", async () => {
    await demo.close();
    await start({ sandbox: { patchSupported: false } });
    const extended = `"_valueDecimal":{"id":"strange"}`;
    const strange = `{"url":"https://x.example/y","valueDecimal":9007199254740993.10,${extended}}`;
    const text = demo.sandbox.get("CarePlan/p01-care-plan")?.text ?? "";
    demo.sandbox.put(text.replace('"status"', `"extension":[${strange}],"status"`));
    const chart = await openChart(demo, { patient: "p01" });
    const all = await record(chart);
    expect(all.map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(demo.sandbox.get("CarePlan/p01-care-plan")?.text).toContain(strange);
  });
});

describe("when the EHR misbehaves", () => {
  it("looks a lost answer up instead of sending again", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    once(creatingTask, { kind: "reset_after" });
    const lost = (await record(chart)).find(({ what }) => what === "month");
    expect(lost?.state).toBe("unknown");
    expect(monthTasks()).toHaveLength(1);
    const { patient } = await view(chart);
    await lookUp(chart, lost?.id ?? "", patient.key);
    const found = (await settled(chart)).map(({ state }) => state);
    expect(found).toEqual(["confirmed", "confirmed"]);
    expect(monthTasks()).toHaveLength(1);
    expect(demo.sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("sends again only what two complete look-ups, half a minute later, did not find", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    once(creatingTask, { kind: "reset_before" });
    const lost = (await record(chart)).find(({ what }) => what === "month");
    const { patient } = await view(chart);
    for (const seconds of [1, 2, 30]) {
      clock = new Date(workingDay.getTime() + seconds * 1000);
      await lookUp(chart, lost?.id ?? "", patient.key);
      expect(demo.sandbox.requests.filter(creatingTask)).toHaveLength(1);
    }
    clock = new Date(workingDay.getTime() + 35_000);
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
    const chart = await openChart(demo, { patient: "p01" });
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
    const chart = await openChart(demo, { patient: "p01" });
    const sent = (await record(chart)).find(({ what }) => what === "month")?.id ?? "";
    await demo.deps.store.db
      .updateTable("delivery")
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
    const chart = await openChart(demo, { patient: "p01" });
    const shown = await preview(chart);
    demo.sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 503 } : null));
    await confirm(chart, shown);
    await hasWaited(chart);
    demo.sandbox.intercept(null);
    clock = new Date(workingDay.getTime() + 30_000);
    const outbox = createOutbox({
      ...demo.deps,
      openChart: createCharts({ ...demo.deps, keeper: createTokenKeeper(demo.deps) }).open,
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
    const chart = await openChart(demo, { patient: "p01" });
    const shown = await preview(chart);
    demo.sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 503 } : null));
    await confirm(chart, shown);
    await hasWaited(chart);
    demo.sandbox.intercept(null);
    const waiting = (await deliveries(chart)).find(({ what }) => what === "month")?.id ?? "";
    for (const [minutes, state] of [
      [14, "queued"],
      [15.1, "rejected"],
    ] as const) {
      clock = new Date(workingDay.getTime() + minutes * 60_000);
      const { patient } = await view(chart);
      if (state === "rejected") await lookUp(chart, waiting, patient.key);
      expect((await deliveries(chart)).find(({ id }) => id === waiting)?.state).toBe(state);
    }
    expect(monthTasks()).toEqual([]);
    expect((await record(chart)).slice(0, 2).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
  });

  it("does not call recorded what the EHR stored otherwise than it was sent", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const forget = () => {
      const [task] = monthTasks();
      if (task?.resource.output) demo.sandbox.put({ ...task.resource, output: [] });
    };
    demo.sandbox.intercept(({ path }) => {
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
    const ready = await settleQuestions(await openChart(demo, { patient: "p01" }));
    expect(ready.readiness.codes).not.toEqual([]);
    demo.sandbox.intercept((request) => (request.type === type ? { kind: "status", status: 403 } : null));
    const { reads, readiness } = await view(await openChart(demo, { patient: "p01" }));
    const short = reads.filter(({ outcome }) => outcome !== "complete");
    expect(short.map((read) => [read.type, read.outcome])).toEqual([[type, "denied"]]);
    expect(readiness.codes).toEqual([]);
    expect(readiness.eligible).toBe(eligible);
  });
});

describe("people and patients", () => {
  it("records once however often it is confirmed", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const shown = await preview(chart);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(chart, shown)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await settled(chart);
    expect(monthTasks()).toHaveLength(1);
    expect(demo.sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("lets the second of two people look again instead of overwriting the first", async () => {
    const nurse = await openChart(demo, { patient: "p01", user: "rn-1" });
    const doctor = await openChart(demo, { patient: "p01", user: "pr-1" });
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
      await openChart(demo, { patient: "p01", user: "rn-1" }),
      await openChart(demo, { patient: "p01", user: "pr-1" }),
    ];
    const shown = [await preview(nurse), await preview(nurse), await preview(doctor)] as const;
    demo.sandbox.intercept((request) => (creatingTask(request) ? { kind: "delay", ms: 300 } : null));
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
    const nurse = await openChart(demo, { patient: "p01", user: "rn-1" });
    once(creatingTask, { kind: "reset_before" });
    const lost = (await record(nurse)).find(({ what }) => what === "month")?.id ?? "";
    const doctor = await openChart(demo, { patient: "p01", user: "pr-1" });
    const { patient } = await view(doctor);
    await nurse.post("/api/log-off", {});
    for (const seconds of [30, 35, 40]) {
      clock = new Date(workingDay.getTime() + seconds * 1000);
      await lookUp(doctor, lost, patient.key);
    }
    expect((await deliveries(doctor)).find(({ id }) => id === lost)?.state).toBe("queued");
    expect(monthTasks()).toEqual([]);
    expect(demo.sandbox.requests.filter(creatingTask)).toHaveLength(1);
  });

  it("writes nothing under a claim that another process took over", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    demo.sandbox.intercept(async ({ method, type }) => {
      if (method !== "GET" || type !== "Task") return null;
      await demo.deps.store.db
        .updateTable("delivery")
        .set({ lease: new Date(Date.now() + 3_600_000).toISOString() })
        .where("state", "=", "sending")
        .execute();
      return null;
    });
    const shown = await preview(chart);
    await confirm(chart, shown);
    await expect.poll(() => auditKinds(chart)).toContain("delivery.claim_lost");
    expect(demo.sandbox.requests.filter(creatingTask)).toEqual([]);
  });

  it("refuses a preview while it is not known what the EHR holds", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const { patient } = await view(chart);
    demo.sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 403 } : null));
    const refused = await chart.post(`${month}/preview`, { patient: patient.key });
    expect(refused.body).toMatchObject({ code: "read_incomplete" });
  });

  it("refuses a write that names another patient than the launch's, and sends nothing", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const other = await view(await openChart(demo, { patient: "p02" }));
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
    const first = await openChart(demo, { patient: "p01" });
    const second = await openChart(demo, { patient: "p01" });
    expect((await confirm(second, await preview(first))).body).toMatchObject({ code: "preview_expired" });
  });

  it("does not record what was read more than fifteen minutes ago", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const shown = await preview(chart);
    clock = new Date(workingDay.getTime() + 14 * 60_000);
    await view(chart);
    clock = new Date(workingDay.getTime() + 15 * 60_000);
    expect((await confirm(chart, shown)).body).toMatchObject({ code: "preview_expired" });
    expect(monthTasks()).toEqual([]);
  });

  it("lets somebody the practice has not named read but not record", async () => {
    const guest: FhirResource = { resourceType: "Practitioner", id: "guest-1", name: [{ text: "Guest" }] };
    demo.sandbox.put(guest);
    const chart = await openChart(demo, { patient: "p01", user: "guest-1" });
    const { patient, user } = await view(chart);
    expect(user).toEqual({ name: null, role: null });
    expect(await chart.post(`${month}/preview`, { patient: patient.key })).toMatchObject({
      status: 403,
      body: { code: "not_staff" },
    });
  });

  it.each(["2026-11", "2024-12", "1999-01"])("does not open %s", async (other) => {
    const chart = await openChart(demo, { patient: "p01" });
    expect((await chart.get(`/api/month/${other}`)).body).toMatchObject({ code: "month_not_offered" });
  });
});

it("writes to the audit chain who did what, and the chain holds", async () => {
  const chart = await openChart(demo, { patient: "p01" });
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
  expect(await verifyChain(demo.deps.store.db, demo.deps.keys)).toMatchObject({ whole: true });
});

async function auditKinds({ launch }: ChartSession): Promise<string[]> {
  const launch_key = demo.deps.keys.rowKey("launch", [launch]);
  const entries = demo.deps.store.db
    .selectFrom("audit_entry")
    .select("kind")
    .where("launch_key", "=", launch_key);
  return (await entries.orderBy("seq").execute()).map(({ kind }) => kind);
}

/** Until a write has come back unsent: reads of a busy EHR are repeated for some seconds first. */
async function hasWaited(chart: ChartSession): Promise<void> {
  const issues = async () => (await deliveries(chart)).flatMap((one) => one.issues);
  await expect.poll(issues, { timeout: 15_000 }).not.toEqual([]);
}

function unexpected(error: Error): never {
  throw error;
}
