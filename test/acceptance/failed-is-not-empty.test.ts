import { describe, expect, it } from "vitest";
import type { Fault } from "../sandbox-ehr/faults/fault.ts";
import { everyFlavour, flavouredDemo, isReady, readOf } from "./flavoured-demo.ts";

const { open, view, demo } = flavouredDemo();

it("the month that the tests below break is ready in an EHR that lets everything be read", async () => {
  const whole = await view(await open("generic"));
  expect(isReady(whole)).toBe(true);
  expect(whole.reads.map(({ outcome }) => outcome)).toEqual(whole.reads.map(() => "complete"));
});

const broken: readonly [what: string, fault: Fault][] = [
  ["40: a sign-in's page as a success", { kind: "html", status: 200 }],
  ["41: JSON that is none", { kind: "malformed_json" }],
  ["41: a byte order mark", { kind: "bom" }],
  ["40: another kind of resource", { kind: "wrong_shape" }],
];

describe.each(everyFlavour)("in an EHR like %s", (flavour) => {
  it.each(broken)("%s is not taken for none, whatever type it comes for", async (_what, fault) => {
    const chart = await open(flavour);
    const whole = await view(chart);
    const { faults } = demo().sandbox;
    const complete = whole.reads.filter(({ outcome }) => outcome === "complete");
    expect(complete.length).toBeGreaterThanOrEqual(4);
    for (const { type } of complete) {
      faults.add(fault, { method: "GET", type });
      const now = await view(chart);
      expect([type, readOf(now, type).outcome, isReady(now)]).toEqual([type, "failed", false]);
      expect(readOf(now, type).detail).not.toMatch(/none|no .* found/i);
      faults.clear();
    }
  });

  it("43: a Consent that is not readable is not an absent one", async () => {
    const chart = await open(flavour);
    if (readOf(await view(chart), "Consent").outcome !== "complete") return expectNoQuestion(chart);
    demo().sandbox.faults.add({ kind: "status", status: 403 }, { type: "Consent" });
    const now = await view(chart);
    const { outcome, detail, advice } = readOf(now, "Consent");
    expect([outcome, isReady(now)]).toEqual(["denied", false]);
    expect(detail + advice).not.toMatch(/no consent|none/i);
  });

  it.each([404, 405, 501])("44: a type that is answered %i leaves the others usable", async (status) => {
    const chart = await open(flavour);
    const whole = await view(chart);
    demo().sandbox.faults.add({ kind: "status", status }, { type: "Coverage" });
    const now = await view(chart);
    expect([readOf(now, "Coverage").outcome, isReady(now)]).toEqual(["unsupported", false]);
    const others = ({ reads }: typeof now) => reads.filter(({ type }) => type !== "Coverage");
    expect(others(now).map(({ outcome }) => outcome)).toEqual(others(whole).map(({ outcome }) => outcome));
  });
});

/** Where the EHR offers no Consent at all, that is what is said, and nothing is asked of it. */
async function expectNoQuestion(chart: Awaited<ReturnType<typeof open>>): Promise<void> {
  const { requests } = demo().sandbox;
  const before = requests.length;
  expect(readOf(await view(chart), "Consent").outcome).toBe("unsupported");
  expect(requests.slice(before).filter(({ type, status }) => type === "Consent" && status === 200)).toEqual(
    [],
  );
}
