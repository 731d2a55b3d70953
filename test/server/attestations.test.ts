import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo, workingDay } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const month = "/api/month/2026-10";
const pointer = "/other_services";
let demo: Demo;
let store: Store;
let clock: Date;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await store.db.deleteFrom("attestation").execute();
  clock = workingDay;
  demo = await startHeadlessDemo({
    now: () => clock,
    store: () => Promise.resolve({ db: store.db, close: () => Promise.resolve() }),
  });
});
afterEach(() => demo.close());
afterAll(() => store.close());

const view = async (chart: ChartSession, at = month) => MonthView.parse((await chart.get(at)).body);

async function say(chart: ChartSession, more: { readonly withdraw?: boolean } = {}) {
  const { patient } = await view(chart);
  const answer = await chart.post(`${month}/attestations`, { pointer, patient: patient.key, ...more });
  expect(answer.status).toBe(204);
}

const answered = ({ questions }: MonthView) => questions.find((one) => one.pointer === pointer)?.answered;

/** What the audit log holds of statements, oldest first. */
async function statements() {
  const rows = await store.db
    .selectFrom("audit_entry")
    .selectAll()
    .where("kind", "like", "attestation.%")
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, kind, details }) => {
    const place = { table: "audit_entry", column: "details", row: String(seq) };
    return { kind, ...JSON.parse(demo.deps.keys.open(details, place)) };
  });
}

describe("a person's word", () => {
  it("stands as it was first given, and is logged once", async () => {
    const before = (await statements()).length;
    const [nurse, doctor] = [
      await openChart(demo, { patient: "p01", user: "rn-1" }),
      await openChart(demo, { patient: "p01", user: "pr-1" }),
    ];
    await say(nurse);
    await say(doctor);
    expect(answered(await view(doctor))?.by).toBe("Nurse One, RN");
    expect((await statements()).slice(before)).toMatchObject([
      { kind: "attestation.made", by: "Nurse One, RN", pointer, month: "2026-10" },
    ]);
  });

  it("taken back by somebody else names both, and taking back nothing is not logged", async () => {
    const [nurse, doctor] = [
      await openChart(demo, { patient: "p01", user: "rn-1" }),
      await openChart(demo, { patient: "p01", user: "pr-1" }),
    ];
    await say(nurse);
    const before = (await statements()).length;
    await say(doctor, { withdraw: true });
    await say(doctor, { withdraw: true });
    expect(answered(await view(nurse))).toBeNull();
    expect((await statements()).slice(before)).toMatchObject([
      {
        kind: "attestation.withdrawn",
        by: "Practitioner One, MD",
        stated_by: "Nurse One, RN",
        stated_on: demo.deps.now(),
        user: expect.stringContaining("pr-1"),
      },
    ]);
  });

  it("about a month still running is asked for again once the month is over, and the new word stands", async () => {
    await say(await openChart(demo, { patient: "p01" }));
    clock = new Date("2026-11-02T16:00:00Z");
    const later = await openChart(demo, { patient: "p01", user: "pr-1" });
    expect(answered(await view(later))).toBeNull();
    await say(later);
    expect(answered(await view(later))?.by).toBe("Practitioner One, MD");
  });

  it.each(["patient_key", "month", "pointer", "practice"] as const)(
    "moved to another %s in the store counts nowhere",
    async (column) => {
      const [one, other] = [
        await openChart(demo, { patient: "p01" }),
        await openChart(demo, { patient: "p02" }),
      ];
      await say(one);
      const moved = {
        patient_key: { change: { patient_key: (await view(other)).patient.key }, ask: other, at: month },
        month: { change: { month: "2026-09" }, ask: one, at: "/api/month/2026-09" },
        pointer: { change: { pointer: "/prior_ccm_claims_this_month" }, ask: one, at: month },
        practice: { change: { practice: "elsewhere" }, ask: one, at: month },
      }[column];
      await store.db.updateTable("attestation").set(moved.change).execute();
      const answer = await moved.ask.get(moved.at);
      if (column === "practice") expect(answered(MonthView.parse(answer.body))).toBeNull();
      else expect(answer).toMatchObject({ status: 500, body: { code: "internal" } });
    },
  );
});
