import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MonthView, type PayerEdit, type Policy } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const month = "/api/month/2026-10";
const source = {
  document: "Contractor bulletin 7",
  section: "care management",
  url: null,
  read: "2026-09-01",
};
const edit: PayerEdit = {
  id: "bulletin-7",
  payer: "medicare_ffs",
  from: "2026-01",
  codes: ["99490", "99439"],
  effect: "block",
  reason: "This contractor holds these codes for review.",
  source,
};
const cited =
  "This contractor holds these codes for review. Payer edit bulletin-7: Contractor bulletin 7, care management, read 2026-09-01.";

let demo: Demo;
let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => store.db.deleteFrom("attestation").execute());
afterEach(() => demo.close());
afterAll(() => store.close());

/** A chart's month in a practice with this policy, everything settled that a person can settle. */
async function settled(patient: string, policy?: Policy): Promise<MonthView> {
  demo = await startHeadlessDemo({
    store: () => Promise.resolve({ db: store.db, close: () => Promise.resolve() }),
    settings: { payer_edits: policy?.payer_edits ?? [] },
  });
  const chart = await openChart(demo, { patient });
  const view = async () => MonthView.parse((await chart.get(month)).body);
  const { questions, patient: line } = await view();
  for (const { pointer } of questions)
    await chart.post(`${month}/attestations`, { pointer, patient: line.key });
  return view();
}

const withEdit = (change: Partial<PayerEdit> = {}): Policy => ({ payer_edits: [{ ...edit, ...change }] });
const codes = ({ readiness }: MonthView) => readiness.codes.map(({ code }) => code);

describe("a practice's payer edits in its months", () => {
  it("block what the payer denies, with the edit's reason and source", async () => {
    const view = await settled("p01", withEdit());
    expect(codes(view)).toEqual([]);
    expect(view.readiness.blocked).toContainEqual({ code: "99490", reason: "payer_edit", detail: cited });
  });

  it("warn beside a code that stays ready", async () => {
    const view = await settled("p01", withEdit({ effect: "warn" }));
    expect(codes(view)).toEqual(["99490"]);
    const gap = view.readiness.gaps.find(({ code }) => code === "payer_edit_warning");
    expect(gap?.detail).toContain(cited);
  });

  it.each([
    ["outside its months", { from: "2026-11" }],
    ["after its last month", { to: "2026-09" }],
    ["for another payer", { payer: "medicare_advantage" }],
  ] as const)("say nothing %s", async (_, change) => {
    expect(codes(await settled("p01", withEdit(change)))).toEqual(["99490"]);
  });

  it("are part of the hash, so that a month can be told from one without them", async () => {
    const hashes: string[] = [];
    for (const policy of [undefined, undefined, withEdit({ from: "2026-11" })]) {
      if (hashes.length > 0) await demo.close();
      await store.db.deleteFrom("attestation").execute();
      hashes.push((await settled("p01", policy)).readiness.hash);
    }
    const [plain, again, edited] = hashes;
    expect(again).toBe(plain);
    expect(edited).not.toBe(plain);
  });

  it.each([
    ["advantage hmo", "payer_edit"],
    ["Another Plan", undefined],
  ])("of the plan %s are held to the plan the chart names", async (plan, reason) => {
    const view = await settled("p03", withEdit({ payer: "medicare_advantage", plan }));
    const blocks = view.readiness.blocked.filter(({ code }) => code === "99490").map((one) => one.reason);
    expect(blocks.includes("payer_edit")).toBe(reason !== undefined);
    expect(view.readiness.undetermined.filter(({ what }) => what.startsWith("payer"))).toEqual([]);
  });
});
