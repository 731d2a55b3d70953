import { describe, expect, it } from "vitest";
import type { ReadType } from "../../server/contract/index.ts";
import { everyFlavour, flavouredDemo, isReady, readOf } from "./flavoured-demo.ts";

const { open, view, demo } = flavouredDemo();

async function foreignOnRecord(): Promise<number> {
  const rows = demo()
    .deps.store.db.selectFrom("audit_entry")
    .select("seq")
    .where("kind", "=", "chart.read.foreign");
  return (await rows.execute()).length;
}

/** The resource itself, or the first of a searchset, is another patient's. */
function withAnother(type: ReadType): void {
  const { faults } = demo().sandbox;
  const match = { method: "GET", type };
  if (type === "Patient") faults.add({ kind: "wrong_shape", resourceType: "Patient" }, match);
  else faults.add({ kind: "other_patient", patient: "p02" }, match);
}

describe.each(everyFlavour)("29: in an EHR like %s", (flavour) => {
  it("another patient's resource among the patient's is not used, blocks, and is put on record", async () => {
    const chart = await open(flavour);
    const found = (await view(chart)).reads.filter(({ count }) => count > 0);
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const { type, count } of found) {
      const before = await foreignOnRecord();
      withAnother(type);
      const now = await view(chart);
      demo().sandbox.faults.clear();
      const { outcome, count: kept } = readOf(now, type);
      expect([type, outcome === "complete", kept < count, isReady(now)]).toEqual([type, false, true, false]);
      expect([type, await foreignOnRecord()]).toEqual([type, before + 1]);
    }
  });
});
