import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import type { Person, PersonFields, TimeEntryRecord } from "../../server/contract/index.ts";
import { changePerson } from "../../server/practices/change-person.ts";
import { personAt } from "../../server/practices/person-at.ts";
import { readPeople } from "../../server/practices/person-rows.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { demoPractice } from "../demo/practice.ts";
import { chart, entryTask, inputOf } from "../mappings/chart.builder.ts";
import { openChart } from "./chart-session.ts";
import { clinicalStaff } from "./people.ts";
import { view } from "./recorded-month.ts";
import { recordingDemo } from "./recording-demo.ts";

const iss = "https://ehr.example/r4";
const who = (change: Partial<PersonFields>): Person => ({
  ...clinicalStaff("Ana Ortiz", [{ iss, user: "Practitioner/nurse" }]),
  ...change,
  id: "7b1c8c1e-0000-4000-8000-000000000000",
  version: 1,
  by: "Test",
  at: "2026-01-01T00:00:00Z",
});

/** What becomes of an entry of 5 March whose person works from a day to a day. */
function entryOf(works: Partial<PersonFields>, record: Partial<TimeEntryRecord> = {}) {
  const person = who(works);
  const task = entryTask({ ...record, person: { reference: "Practitioner/nurse", display: "Ana Ortiz" } });
  const { facts, shown } = assembleFacts(
    inputOf(chart({ Task: [task] }), {
      isStaff: (user, day) => personAt([person], { iss, user }, day) !== null,
    }),
  );
  return { counted: facts.time_entries?.length, aside: shown.setAside.map(({ kind, why }) => [kind, why]) };
}

const stands = { counted: 1, aside: [] };
const doubted = {
  counted: 0,
  aside: [["unverified", expect.stringContaining("was not on this practice's staff list on that day")]],
};

describe("a time entry of somebody who comes or goes", () => {
  it.each<[what: string, works: Partial<PersonFields>, becomes: object]>([
    ["left the day before", { active_to: "2026-03-04" }, doubted],
    ["worked their last day then", { active_to: "2026-03-05" }, stands],
    ["left the day after", { active_to: "2026-03-06" }, stands],
    ["had begun the day before", { active_from: "2026-03-04" }, stands],
    ["began on that day", { active_from: "2026-03-05" }, stands],
    ["began the day after", { active_from: "2026-03-06" }, doubted],
    ["is somebody else", { accounts: [{ iss, user: "Practitioner/other" }] }, doubted],
    [
      "has that name at another EHR",
      { accounts: [{ iss: "https://x.example", user: "Practitioner/nurse" }] },
      doubted,
    ],
  ])("who %s", (_, works, becomes) => {
    expect(entryOf(works)).toEqual(becomes);
  });

  it.each<[what: string, start: string, end: string, becomes: object]>([
    [
      "late in the evening, when it is tomorrow in UTC",
      "2026-03-06T04:30:00Z",
      "2026-03-06T04:50:00Z",
      stands,
    ],
    ["across their last midnight", "2026-03-05T23:50:00-05:00", "2026-03-06T00:10:00-05:00", stands],
    ["from the midnight after", "2026-03-06T00:00:00-05:00", "2026-03-06T00:10:00-05:00", doubted],
  ])("counts by the practice's clocks: on the last day, %s", (_, start, end, becomes) => {
    expect(entryOf({ active_to: "2026-03-05" }, { start, end })).toEqual(becomes);
  });
});

describe("time one person recorded under two accounts", () => {
  const work = { start: "2026-03-05T10:00:00-05:00", end: "2026-03-05T10:24:00-05:00" };
  const other = { id: "3d9c1c58-2a0c-4f0e-8f6b-0d2a5a7e4b22", programmes: ["pcm" as const] };
  const by = (id: string) => ({ person: { reference: `Practitioner/${id}`, display: id } });

  it.each([
    ["counts beside a colleague's of the same time for another programme", "colleague", 24 * 60],
    ["counts nothing that the same account recorded for another programme", "nurse", 0],
    ["counts nothing that their other account recorded for another programme", "nurse-again", 0],
  ])("%s", (_, account, seconds) => {
    const nurses = ["Practitioner/nurse", "Practitioner/nurse-again"];
    const { facts } = assembleFacts(
      inputOf(
        chart({
          Task: [
            entryTask({ ...work, ...by("nurse") }),
            entryTask({ ...work, ...other, ...by(account) }, "other"),
          ],
        }),
        {
          isStaff: () => true,
          billingPractitioner: (reference) =>
            nurses.includes(reference) ? { id: nurses[0] ?? "" } : { id: reference },
        },
      ),
    );
    const { counted_entries } = evaluate({ month: "2026-03", facts }, { digest: () => "" });
    expect(counted_entries.reduce((sum, one) => sum + one.seconds, 0)).toBe(seconds);
  });
});

const { demo } = recordingDemo();

/** Writes the next version of who signs in under a reference. */
async function change(reference: string, fields: (person: Person, iss: string) => Partial<PersonFields>) {
  const { deps, sandbox } = demo();
  const people = await readPeople(deps.store.db, demoPractice.id);
  const found = people.find(({ accounts }) =>
    accounts.some((one) => one.iss === sandbox.fhirBase && one.user === reference),
  );
  if (!found) throw new Error(`nobody is ${reference}`);
  const { id, version, by: _, at: __, ...before } = found;
  await changePerson(deps, {
    practice: demoPractice.id,
    on: { id, version },
    fields: { ...before, ...fields(found, sandbox.fhirBase) },
    author: { name: "Test", launch: null },
  });
}

describe("the month of a patient", () => {
  it("keeps the time of a nurse who left after it, and sets aside what is dated after their last day", async () => {
    const chart = await openChart(demo(), { patient: "p01", user: "pr-1" });
    const before = await view(chart);
    const [first] = before.entries.filter(({ who }) => who.startsWith("Nurse One")).map(({ start }) => start);
    if (first === undefined) throw new Error("Nurse One has no time");
    await change("Practitioner/rn-1", () => ({ active_to: before.head.to }));
    expect((await view(chart)).readiness.minutes).toEqual(before.readiness.minutes);
    await change("Practitioner/rn-1", () => ({ active_to: "2026-09-30" }));
    const after = await view(chart);
    expect(after.entries.filter(({ who }) => who.startsWith("Nurse One"))).toEqual([]);
    expect(after.set_aside.map(({ kind }) => kind)).toContain("unverified");
    expect(after.readiness.minutes.pooled).toBeLessThan(before.readiness.minutes.pooled);
  });

  it("takes two accounts of the billing practitioner for one person", async () => {
    const chart = await openChart(demo(), { patient: "p01", user: "pr-1" });
    const before = await view(chart);
    expect(before.readiness.minutes.practitioner).toBeGreaterThan(0);
    expect(before.decision_complexity.blocked_by).toBeNull();
    await change("Practitioner/pr-1", ({ accounts }, iss) => ({
      accounts: [{ iss, user: "Practitioner/pr-1-before" }, ...accounts],
    }));
    const after = await view(chart);
    expect(after.readiness.minutes).toEqual(before.readiness.minutes);
    expect(after.decision_complexity.blocked_by).toBeNull();
    expect(after.user).toEqual(before.user);
  });

  it("counts as the billing practitioner's what they recorded under another account, and as staff's otherwise", async () => {
    const chart = await openChart(demo(), { patient: "p01", user: "rn-1" });
    const before = (await view(chart)).readiness.minutes;
    const under = (reference: string) => {
      for (const { resource, text } of demo().sandbox.all("Task"))
        if (resource.owner?.reference === "Practitioner/pr-1" && text.includes("time-entry"))
          demo().sandbox.put(text.replaceAll('"Practitioner/pr-1"', `"${reference}"`));
    };
    under("Practitioner/pr-1-again");
    expect((await view(chart)).readiness.minutes.practitioner).toBe(0);
    await change("Practitioner/pr-1", ({ accounts }, iss) => ({
      accounts: [...accounts, { iss, user: "Practitioner/pr-1-again" }],
    }));
    expect((await view(chart)).readiness.minutes).toEqual(before);
  });
});
