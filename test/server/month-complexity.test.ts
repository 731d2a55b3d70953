import type { Task } from "fhir/r4";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ComplexityAnswer } from "../../server/contract/index.ts";
import { type Criterion, Deliveries, MonthView, RecordPreview } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo, workingDay } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

/** A chart with 62 minutes of staff: the one span in which complexity alone decides which families stand. */
const patient = "p05";
const month = "/api/month/2026-10";
const stateAt = `${month}/decision-complexity`;
const practitioner = "Practitioner One, MD";

let demo: Demo;
let store: Store;
let clock: Date;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await forget();
  clock = workingDay;
  demo = await startHeadlessDemo({
    now: () => clock,
    store: () => Promise.resolve({ db: store.db, close: () => Promise.resolve() }),
  });
});
afterEach(() => demo.close());
afterAll(() => store.close());

const forget = () => store.db.deleteFrom("attestation").execute();
const openAs = (user: string) => openChart(demo, { patient, user });
const view = async (chart: ChartSession) => MonthView.parse((await chart.get(month)).body);

async function state(chart: ChartSession, answer: ComplexityAnswer) {
  const { patient: line } = await view(chart);
  return chart.post(stateAt, { patient: line.key, answer });
}

async function stated(chart: ChartSession, ...answers: readonly ComplexityAnswer[]): Promise<MonthView> {
  for (const answer of answers) {
    expect((await state(chart, answer)).status).toBe(204);
    clock = new Date(clock.getTime() + 60_000);
  }
  return view(chart);
}

/** Everything else of the month settled, so that only complexity decides. */
async function settleTheRest(chart: ChartSession): Promise<void> {
  const { questions, patient: line } = await view(chart);
  for (const { pointer } of questions)
    await chart.post(`${month}/attestations`, { pointer, patient: line.key });
}

async function record(chart: ChartSession): Promise<void> {
  const { patient: line } = await view(chart);
  const preview = RecordPreview.parse((await chart.post(`${month}/preview`, { patient: line.key })).body);
  expect((await chart.post(`${month}/record`, { preview: preview.id, patient: line.key })).status).toBe(202);
  const ended = async () =>
    Deliveries.parse((await chart.get(`${month}/deliveries`)).body).deliveries.every(
      ({ state: one }) => one === "confirmed",
    );
  await expect.poll(ended, { timeout: 15_000 }).toBe(true);
}

function enrolment(): Task {
  return JSON.parse(demo.sandbox.get(`Task/${patient}-enrolment`)?.text ?? "");
}

function monthTask(): Task {
  const [held] = demo.sandbox
    .all("Task")
    .filter(({ resource }) => resource.identifier?.some(({ system }) => system?.endsWith(".1.1")));
  return JSON.parse(demo.sandbox.get(held?.reference ?? "")?.text ?? "");
}

const complexityOf = ({ readiness }: MonthView) =>
  readiness.criteria.find(({ id }) => id === "decision_complexity")?.parts ?? [];
const baseCodes = ({ readiness }: MonthView) =>
  [readiness.codes, ...readiness.alternatives.map(({ codes }) => codes)].map(([first]) => first?.code);

/** What the audit log holds of answers on complexity, oldest first. */
async function logged() {
  const rows = await store.db
    .selectFrom("audit_entry")
    .selectAll()
    .where("kind", "=", "attestation.made")
    .orderBy("seq")
    .execute();
  return rows
    .map(({ seq, details }) => {
      const place = { table: "audit_entry", column: "details", row: String(seq) };
      return JSON.parse(demo.deps.keys.open(details, place));
    })
    .filter(({ pointer }) => pointer === "/mdm");
}

describe("who may state the month's decision complexity", () => {
  it("is the billing practitioner alone; everybody else is told who is asked, and kept out", async () => {
    const [nurse, doctor] = [await openAs("rn-1"), await openAs("pr-1")];
    const reason = `Only ${practitioner}, who bills this month, can state it, in their own launch.`;
    expect((await view(nurse)).decision_complexity).toMatchObject({
      asks: "What was the medical decision making of this month?",
      answered: null,
      asked_of: practitioner,
      blocked_by: reason,
    });
    expect((await view(doctor)).decision_complexity.blocked_by).toBeNull();
    expect(await state(nurse, "high")).toMatchObject({
      status: 403,
      body: { code: "not_billing_practitioner", message: reason },
    });
    expect((await view(doctor)).decision_complexity.answered).toBeNull();
  });

  it("is nobody where another practitioner bills the month, however they sign in", async () => {
    const doctor = await openAs("pr-1");
    demo.sandbox.put({ ...enrolment(), owner: { reference: "Practitioner/pr-9", display: "Dr. Else" } });
    expect((await view(doctor)).decision_complexity.asked_of).toBe("Dr. Else");
    expect((await state(doctor, "moderate")).body).toMatchObject({ code: "not_billing_practitioner" });
  });

  it("is nobody whom the staff list does not call a practitioner", async () => {
    demo.sandbox.put({ ...enrolment(), owner: { reference: "Practitioner/rn-1", display: "Nurse One" } });
    const answer = await state(await openAs("rn-1"), "moderate");
    expect(answer).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("does not name you as a practitioner") },
    });
  });

  it("is nobody while the EHR does not show who bills", async () => {
    const doctor = await openAs("pr-1");
    demo.sandbox.intercept(({ type }) => (type === "Task" ? { kind: "status", status: 403 } : null));
    const { asked_of, blocked_by } = (await view(doctor)).decision_complexity;
    expect({ asked_of, blocked_by }).toEqual({
      asked_of: null,
      blocked_by: expect.stringContaining("It is not known who bills this month"),
    });
    expect((await state(doctor, "moderate")).body).toMatchObject({ code: "not_billing_practitioner" });
  });

  it.each([{ answer: "extreme" }, { answer: null }, {}])(
    "answers in the contract's words: not %j",
    async (body) => {
      const doctor = await openAs("pr-1");
      const { patient: line } = await view(doctor);
      expect((await doctor.post(stateAt, { patient: line.key, ...body })).status).toBe(400);
    },
  );
});

describe("an answer on decision complexity", () => {
  it.each([
    ["moderate", ["99490", "99487"]],
    ["high", ["99490", "99487"]],
    ["low", ["99490"]],
    ["straightforward", ["99490"]],
    ["not_known", ["99490"]],
  ] as const)("%s at 62 minutes leaves %j standing", async (answer, families) => {
    const doctor = await openAs("pr-1");
    await settleTheRest(doctor);
    const shown = await stated(doctor, answer);
    expect(baseCodes(shown)).toEqual(families);
    const both = families.length > 1;
    expect(shown.readiness.contested.some(({ point }) => point.includes("support two families"))).toBe(both);
    expect(shown.readiness.undetermined.some(({ what }) => what === "mdm")).toBe(answer === "not_known");
  });

  it("stands in the proof with who said it and when", async () => {
    const by = { by: practitioner, role: "practitioner", on: workingDay.toISOString() };
    const parts = complexityOf(await stated(await openAs("pr-1"), "moderate"));
    expect(parts.map(({ status, attested }: Criterion) => ({ status, attested }))).toEqual(
      parts.map(() => ({ status: "met", attested: by })),
    );
    expect(parts).toHaveLength(3);
  });

  it("gives way to a later one, and stays beside it and in the audit log", async () => {
    const before = (await logged()).length;
    const shown = await stated(await openAs("pr-1"), "low", "moderate", "high");
    const { answered, earlier } = shown.decision_complexity;
    expect([answered, ...earlier].map((one) => one?.answer)).toEqual(["high", "moderate", "low"]);
    expect(earlier.map(({ by }) => by)).toEqual([practitioner, practitioner]);
    expect((await logged()).slice(before)).toMatchObject([
      { answer: "low", before: null, by: practitioner, month: "2026-10" },
      { answer: "moderate", before: { answer: "low", on: workingDay.toISOString() } },
      { answer: "high", before: { answer: "moderate" } },
    ]);
  });

  it("given again as it was leaves no trace, also where two come at once", async () => {
    const [first, second] = [await openAs("pr-1"), await openAs("pr-1")];
    const before = (await logged()).length;
    await Promise.all([state(first, "moderate"), state(second, "moderate")]);
    await stated(first, "moderate");
    const { answered, earlier } = (await view(first)).decision_complexity;
    expect([answered?.answer, earlier]).toEqual(["moderate", []]);
    expect((await logged()).length).toBe(before + 1);
  });

  it("counts no longer once somebody else bills the month, until they say theirs", async () => {
    const doctor = await openAs("pr-1");
    await settleTheRest(doctor);
    await stated(doctor, "moderate");
    demo.sandbox.put({ ...enrolment(), owner: { reference: "Practitioner/pr-9", display: "Dr. Else" } });
    const { blocked } = (await view(doctor)).readiness;
    expect(blocked).toContainEqual(
      expect.objectContaining({ code: "99487", reason: "mdm_not_by_billing_practitioner" }),
    );
  });

  it.each(["patient_key", "month"] as const)(
    "moved to another %s in the store counts nowhere",
    async (column) => {
      const doctor = await openAs("pr-1");
      await stated(doctor, "moderate");
      const other = await openChart(demo, { patient: "p06", user: "pr-1" });
      const change = { patient_key: (await view(other)).patient.key, month: "2026-09" };
      await store.db
        .updateTable("attestation")
        .set({ [column]: change[column] })
        .execute();
      const asked = column === "month" ? doctor.get("/api/month/2026-09") : other.get(month);
      expect(await asked).toMatchObject({ status: 500, body: { code: "internal" } });
    },
  );
});

describe("decision complexity in the EHR", () => {
  it("is written with the month in words, shown before, and comes back where the store is lost", async () => {
    const doctor = await openAs("pr-1");
    const { patient: line } = await stated(doctor, "low", "moderate");
    const preview = RecordPreview.parse((await doctor.post(`${month}/preview`, { patient: line.key })).body);
    expect(preview.lines).toContainEqual({
      label: "What was the medical decision making of this month?",
      value: `Moderate complexity. Stated by ${practitioner}, practitioner`,
    });
    await record(doctor);
    expect(monthTask().text?.div).toContain("<b>Decision complexity</b>: moderate");
    expect((await view(doctor)).record.in_ehr?.same).toBe(true);
    await forget();
    const shown = await view(doctor);
    expect(shown.decision_complexity.answered).toMatchObject({ answer: "moderate", by: practitioner });
    const [level] = complexityOf(shown);
    expect(level).toMatchObject({
      status: "met",
      evidence: [{ reference: `Task/${monthTask().id}`, version: "1", outcome: "complete" }],
    });
    const after = (await stated(doctor, "high")).decision_complexity;
    expect([after.answered, ...after.earlier].map((one) => one?.answer)).toEqual(["high", "moderate"]);
  });

  it("that was changed since is not the same as what the EHR holds", async () => {
    const doctor = await openAs("pr-1");
    await stated(doctor, "moderate");
    await record(doctor);
    expect((await stated(doctor, "high")).record.in_ehr?.same).toBe(false);
  });

  it.each([
    ["by somebody who is not of the practice", "valueReference", { reference: "Practitioner/guest" }],
    ["in the role of staff", "valueAnnotation", { text: "Attested as clinical staff" }],
  ])("said %s counts nothing", async (_, kind, change) => {
    const doctor = await openAs("pr-1");
    await stated(doctor, "moderate");
    await record(doctor);
    await forget();
    const task = monthTask();
    const input = task.input?.map((one) => {
      const value: unknown = Reflect.get(one, kind);
      const isOurs = /complexity|Whose decisions/.test(one.type.text ?? "");
      return isOurs && value ? { ...one, [kind]: { ...value, ...change } } : one;
    });
    demo.sandbox.put({ ...task, ...(input ? { input } : {}) });
    const shown = await view(doctor);
    expect(shown.record.in_ehr?.readable).toBe(true);
    expect(shown.decision_complexity.answered).toBeNull();
    expect(complexityOf(shown).map(({ status }) => status)).toEqual(["unknown", "unknown", "unknown"]);
  });
});
