import type { FhirResource, Patient, Task } from "fhir/r4";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MonthView, RecordPreview } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

let demo: Demo;
let store: Store;

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  demo = await startHeadlessDemo({
    store: () => Promise.resolve({ db: store.db, close: () => Promise.resolve() }),
  });
});
afterEach(() => demo.close());
afterAll(() => store.close());

async function viewed(patient: string, month = "2026-10"): Promise<MonthView> {
  const chart = await openChart(demo, { patient });
  return MonthView.parse((await chart.get(`/api/month/${month}`)).body);
}

function held(reference: string): FhirResource {
  const resource = demo.sandbox.get(reference)?.text;
  if (resource === undefined) throw new Error(`no ${reference}`);
  return JSON.parse(resource);
}

describe("records of ours that count nothing", () => {
  it.each([
    ["retracted", { status: "entered-in-error" }],
    ["unusable", { executionPeriod: {} }],
  ])("are shown as %s, with reference, version and reason", async (kind, change) => {
    const before = await viewed("p01");
    const [entry] = before.entries;
    demo.sandbox.put({ ...held(entry?.reference ?? ""), ...change } as FhirResource);
    const after = await viewed("p01");
    expect(before.set_aside).toEqual([]);
    expect(after.entries).toHaveLength(before.entries.length - 1);
    expect(after.set_aside).toEqual([
      { artefact: "time_entry", kind, reference: entry?.reference, version: "2", why: expect.any(String) },
    ]);
  });
});

describe("records of the EHR's own", () => {
  it("are shown with why they are not enough", async () => {
    const { host_records } = await viewed("p04");
    expect(host_records).toEqual([
      {
        type: "CarePlan",
        reference: "CarePlan/p04-foreign-plan",
        version: "1",
        label: "Hospital network plan of care",
        why: expect.stringContaining("not a comprehensive care plan made with CareMonth"),
      },
    ]);
    expect((await viewed("p02")).host_records).toEqual([]);
  });
});

describe("the patient's line", () => {
  it.each([
    [
      "an instant by its day in the practice's zone",
      { deceasedDateTime: "2026-10-12T02:00:00Z" },
      "2026-10-11",
    ],
    ["a day as it is", { deceasedDateTime: "2026-10-12" }, "2026-10-12"],
    ["no day as not known", { deceasedBoolean: true }, "date not known"],
    ["nobody alive", { deceasedBoolean: false }, null],
  ])("names %s", async (_, death, words) => {
    demo.sandbox.put({ ...held("Patient/p01"), ...death } as FhirResource);
    expect((await viewed("p01")).patient.deceased).toBe(words);
  });

  it("asks whether the patient is alive where the EHR says nothing at all", async () => {
    const { active: _, ...silent } = held("Patient/p01") as Patient;
    demo.sandbox.put(silent);
    const { questions } = await viewed("p01");
    expect(questions.map(({ pointer }) => pointer)).toContain("/patient/deceased");
    expect((await viewed("p02")).questions.map(({ pointer }) => pointer)).not.toContain("/patient/deceased");
  });
});

/** The enrolment of p01, which began on August 17, with another state given to it at a moment. */
function restate(state: string, authoredOn: string): void {
  const text = demo.sandbox.get("Task/p01-enrolment")?.text ?? "";
  const { businessStatus } = JSON.parse(text);
  const status = state === "withdrawn" ? "cancelled" : "on-hold";
  const coding = [{ ...businessStatus.coding[0], code: state }];
  demo.sandbox.put({ ...JSON.parse(text), status, authoredOn, businessStatus: { coding } });
}

describe("the enrolment in the month shown", () => {
  it.each([
    ["2026-10", "enrolled"],
    ["2026-08", "enrolled"],
    ["2026-07", "not_yet"],
  ])("begins where it began: %s", async (month, state) => {
    expect((await viewed("p01", month)).enrolment).toEqual({ state, since: "2026-08-17" });
  });

  it.each([
    ["2026-10", "withdrawn", "2026-10-01T05:00:00Z", "withdrawn", "2026-10-01"],
    ["2026-09", "withdrawn", "2026-10-01T05:00:00Z", "enrolled", "2026-08-17"],
    ["2026-09", "on_hold", "2026-10-01T04:59:59Z", "on_hold", "2026-09-30"],
  ])("stands in %s as it did then, though %s on %s", async (month, state, authored, shown, since) => {
    restate(state, authored);
    expect((await viewed("p01", month)).enrolment).toEqual({ state: shown, since });
  });

  it("is none where nobody was enrolled, and not known where its record cannot be used", async () => {
    expect((await viewed("p12")).enrolment).toEqual({ state: "none", since: null });
    restate("neither", "2026-10-01T05:00:00Z");
    const { enrolment, set_aside } = await viewed("p01");
    expect(enrolment).toEqual({ state: "not_known", since: null });
    expect(set_aside).toMatchObject([{ artefact: "enrolment", kind: "unusable" }]);
  });
});

describe("a month's record", () => {
  const system = "urn:oid:2.25.21081962817869301118897008373138847437.1.1";

  it("is previewed without a program's words", async () => {
    const chart = await openChart(demo, { patient: "p02" });
    const { patient } = MonthView.parse((await chart.get("/api/month/2026-10")).body);
    const asked = await chart.post("/api/month/2026-10/preview", { patient: patient.key });
    const { lines } = RecordPreview.parse(asked.body);
    expect(lines).toContainEqual({ label: "Not known", value: expect.stringMatching(/^[A-Z]/) });
    for (const { label, value } of lines) expect(`${label}: ${value}`).not.toMatch(/[a-z]_[a-z]|\/[a-z]/);
  });

  it("that cannot be read is said to be so, and not to be the same", async () => {
    const chart = await openChart(demo, { patient: "p02" });
    const { patient } = MonthView.parse((await chart.get("/api/month/2026-10")).body);
    const { body } = await chart.post("/api/month/2026-10/preview", { patient: patient.key });
    await chart.post("/api/month/2026-10/record", {
      preview: RecordPreview.parse(body).id,
      patient: patient.key,
    });
    const ours = () =>
      demo.sandbox
        .all("Task")
        .find(({ resource }) => resource.identifier?.some((one) => one.system === system));
    await expect.poll(ours).toBeDefined();
    expect((await viewed("p02")).record.in_ehr).toMatchObject({ readable: true, same: true });
    const { businessStatus: _, ...rest } = held(ours()?.reference ?? "") as Task;
    demo.sandbox.put(rest);
    expect((await viewed("p02")).record.in_ehr).toMatchObject({ readable: false, same: false, at: null });
  });
});
