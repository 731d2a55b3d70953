import type { FhirResource } from "fhir/r4";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ChartType, MonthView, OtherReads, OtherType } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

let demo: Demo;
let store: Store;
let chart: ChartSession;

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  demo = await startHeadlessDemo({
    store: () => Promise.resolve({ db: store.db, close: () => Promise.resolve() }),
  });
  chart = await openChart(demo, { patient: "p01" });
  await answerAll();
});
afterEach(() => demo.close());
afterAll(() => store.close());

const viewed = async () => MonthView.parse((await chart.get("/api/month/2026-10")).body);
const others = async () => OtherReads.parse((await chart.get("/api/other-reads")).body);
const ready = ({ readiness }: MonthView) => readiness.codes.length > 0;

/** Answers what the chart is silent about, so that the month is ready. */
async function answerAll(): Promise<void> {
  const { questions, patient } = await viewed();
  for (const { pointer } of questions)
    await chart.post("/api/month/2026-10/attestations", { pointer, patient: patient.key });
}

function change(reference: string, changes: object): void {
  const text = demo.sandbox.get(reference)?.text;
  if (text === undefined) throw new Error(`no ${reference}`);
  demo.sandbox.put({ ...JSON.parse(text), ...changes } as FhirResource);
}

const prescription: FhirResource = {
  resourceType: "MedicationRequest",
  id: "p01-prescription",
  status: "active",
  intent: "order",
  subject: { reference: "Patient/p01" },
  medicationCodeableConcept: { text: "Metformin" },
};

/** How many requests the EHR got. */
async function askedBy(work: () => Promise<unknown>): Promise<number> {
  const before = demo.sandbox.requests.length;
  await work();
  return demo.sandbox.requests.length - before;
}

async function foreignOnRecord() {
  const rows = store.db.selectFrom("audit_entry").select("details").where("kind", "=", "chart.read.foreign");
  return (await rows.execute()).map(({ details }) => JSON.stringify(details));
}

describe("a month", () => {
  it("costs one request for each type it stands on, and one for the EHR's statement where that is not known", async () => {
    expect(await askedBy(viewed)).toBe(ChartType.options.length);
    await demo.close();
    demo = await startHeadlessDemo();
    chart = await openChart(demo, { patient: "p01" });
    expect(await askedBy(viewed)).toBe(ChartType.options.length + 1);
  });

  it("says nothing of types it does not stand on, and stays as it was whatever becomes of them", async () => {
    const before = await viewed();
    demo.sandbox.intercept(({ type }) =>
      OtherType.options.some((one) => one === type) ? { kind: "status", status: 403 } : null,
    );
    const { reads } = await others();
    const after = await viewed();
    expect(reads.map(({ outcome }) => outcome)).toEqual(OtherType.options.map(() => "denied"));
    expect(ready(before)).toBe(true);
    expect(after.readiness.codes).toEqual(before.readiness.codes);
    expect(after.reads.map(({ type }) => type)).toEqual(ChartType.options);
  });
});

describe("what no month stands on", () => {
  it("is read when asked for, each with its ending and how much it brought", async () => {
    demo.sandbox.put(prescription);
    const { reads } = await others();
    expect(reads.map(({ type }) => type)).toEqual(OtherType.options);
    for (const read of reads) expect(read).toMatchObject({ outcome: "complete", detail: "", advice: "" });
    expect(reads.find(({ type }) => type === "MedicationRequest")?.count).toBe(1);
  });

  it("that the EHR refuses is said to be so, with what to do", async () => {
    demo.sandbox.intercept(({ type }) => (type === "Goal" ? { kind: "status", status: 403 } : null));
    const goal = (await others()).reads.find(({ type }) => type === "Goal");
    expect(goal).toMatchObject({ outcome: "denied", count: 0 });
    expect(goal?.detail).toContain("may not read goals");
    expect(goal?.advice).toContain("administrator");
  });

  it("that brought another patient's data is put on record", async () => {
    demo.sandbox.put(prescription);
    const before = (await foreignOnRecord()).length;
    demo.sandbox.intercept(({ type }) =>
      type === "MedicationRequest" ? { kind: "other_patient", patient: "p02" } : null,
    );
    await others();
    expect(await foreignOnRecord()).toHaveLength(before + 1);
  });
});

describe("another patient's data among what a month stands on", () => {
  const bases = ["Patient/p02", "Patient/p02/_history/1", "https://other.example/fhir/Patient/p01", "#p01"];
  const subjects: readonly (readonly [string, object])[] = [
    ...bases.map((reference) => [reference, { reference }] as const),
    ["an identifier alone", { identifier: { system: "urn:mrn", value: "p01" } }],
  ];

  it("is dropped however it is named, blocks the month, and is put on record", async () => {
    const [condition] = demo.sandbox.all("Condition").filter(({ text }) => text.includes('"Patient/p01"'));
    const contained = [{ resourceType: "Patient", id: "p01" }];
    let recorded = (await foreignOnRecord()).length;
    expect(ready(await viewed())).toBe(true);
    for (const [how, subject] of subjects) {
      const stranger = { resourceType: "Condition", id: "stranger", subject, contained };
      const entry = [{ resource: JSON.parse(condition?.text ?? "{}") }, { resource: stranger }];
      const body = JSON.stringify({ resourceType: "Bundle", type: "searchset", entry });
      demo.sandbox.intercept(({ type }) =>
        type === "Condition" ? { kind: "status", status: 200, body } : null,
      );
      const after = await viewed();
      expect(ready(after), how).toBe(false);
      const read = after.reads.find(({ type }) => type === "Condition");
      expect(read, how).toMatchObject({ outcome: "incomplete", count: 1 });
      expect(JSON.stringify(after)).not.toContain("stranger");
      recorded += 1;
      expect(await foreignOnRecord(), how).toHaveLength(recorded);
    }
  });
});

describe("a record that another took the place of", () => {
  it("blocks its month in plain words, and nothing of the other is read", async () => {
    expect((await viewed()).identity_notice).toBeNull();
    change("Patient/p01", { link: [{ other: { reference: "Patient/p02" }, type: "replaced-by" }] });
    const before = demo.sandbox.requests.length;
    const view = await viewed();
    expect(ready(view)).toBe(false);
    expect(view.identity_notice).toMatchObject({ kind: "replaced", blocks: true });
    expect(view.identity_notice?.advice).toContain("Open CareMonth from the record");
    expect(demo.sandbox.requests.slice(before).filter(({ url }) => url.includes("p02"))).toEqual([]);
  });

  it("or that took another's place goes on, with a notice", async () => {
    change("Patient/p01", { link: [{ other: { reference: "Patient/p02" }, type: "replaces" }] });
    const view = await viewed();
    expect(ready(view)).toBe(true);
    expect(view.identity_notice).toMatchObject({ kind: "split", blocks: false });
  });
});
