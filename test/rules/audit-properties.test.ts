import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MonthCase, MonthFacts, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { randomMonth } from "../oracle/random-months.ts";
import { sha256 } from "./digest.ts";
import { monthOfVector } from "./vector.ts";

type Entry = NonNullable<MonthFacts["time_entries"]>[number];

const families = [
  ["99490", "99439"],
  ["99491", "99437"],
  ["99487", "99489"],
];
const answer = (question: MonthCase): Readiness => evaluate(question, { digest: sha256 });
const withFacts = ({ month, facts }: MonthCase, more: MonthFacts): MonthCase => ({
  month,
  facts: { ...facts, ...more },
});
const setsOf = ({ codes, alternatives }: Readiness) => [codes, ...alternatives.map((one) => one.codes)];

/** Of a month's ready set: that every unit of it was ready or shown beside it in another month. */
function expectSupported({ codes }: Readiness, before: Readiness) {
  for (const { code, units } of codes) {
    const most = setsOf(before).flatMap((set) => set.filter((one) => one.code === code));
    expect(Math.max(0, ...most.map((one) => one.units))).toBeGreaterThanOrEqual(units);
  }
}

describe("of a month as wild as the oracle's", () => {
  it("no set, ready or shown beside, holds two families or more time than its pool", () => {
    const property = fc.property(randomMonth, (question) => {
      const said = answer(question);
      for (const set of setsOf(said)) {
        const units = (code: string) => set.find((one) => one.code === code)?.units ?? 0;
        const held = families.filter((codes) => codes.some((code) => units(code) > 0));
        expect(held.length).toBeLessThanOrEqual(1);
        expect((units("99490") + units("99439")) * 20).toBeLessThanOrEqual(said.minutes.pooled);
        expect((units("99491") + units("99437")) * 30).toBeLessThanOrEqual(said.minutes.practitioner);
        expect(units("99487") * 60 + units("99489") * 30).toBeLessThanOrEqual(said.minutes.pooled);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("seconds excluded are never fewer than none, and no day of service comes after the last", () => {
    const property = fc.property(randomMonth, (question) => {
      const { excluded_entries, counted_entries, date_of_service, codes } = answer(question);
      for (const { seconds } of [...excluded_entries, ...counted_entries]) {
        expect(seconds).toBeGreaterThanOrEqual(0);
      }
      const { earliest, latest } = date_of_service;
      if (codes.length > 0) expect([earliest, latest]).toEqual([earliest, latest].toSorted());
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("a fact nobody knows any more adds no code that the month did not support", () => {
    const known = (facts: MonthFacts) => Object.keys(facts).filter((fact) => fact !== "as_of");
    const property = fc.property(randomMonth, fc.nat(), (question, pick) => {
      const facts = known(question.facts);
      const { [facts[pick % facts.length] ?? ""]: _, ...rest } = question.facts;
      expectSupported(answer({ ...question, facts: rest }), answer(question));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("one more reason not to count adds neither minutes nor codes", () => {
    const property = fc.property(randomMonth, closing, (question, close) => {
      const before = answer(question);
      const after = answer(withFacts(question, close(question)));
      expect(after.minutes.pooled).toBeLessThanOrEqual(before.minutes.pooled);
      expect(after.minutes.practitioner).toBeLessThanOrEqual(before.minutes.practitioner);
      expectSupported(after, before);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("one more entry of CCM never takes a minute away", () => {
    const property = fc.property(randomMonth, fc.nat(), fc.boolean(), (question, at, isOwn) => {
      const before = answer(question).minutes;
      const list = question.facts.time_entries ?? [];
      const more = validEntry(question, at % (30 * 86_400), isOwn);
      const after = answer(withFacts(question, { time_entries: [...list, more] })).minutes;
      if (question.facts.time_entries === undefined) return;
      expect(after.pooled).toBeGreaterThanOrEqual(before.pooled);
      expect(after.clinical_staff).toBeGreaterThanOrEqual(before.clinical_staff);
      expect(after.practitioner).toBeGreaterThanOrEqual(before.practitioner);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("moments written in another offset are the same moments", () => {
    const property = fc.property(randomMonth, fc.constantFrom(-720, -210, 345, 840), (question, offset) => {
      const { hash: _, ...before } = answer(question);
      const { hash: __, ...after } = answer(respelled(question, offset));
      expect(after).toEqual(before);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

type Closing = (facts: MonthFacts, one: string, other: string) => MonthFacts;

/** What closes more of a month, or leaves less of it to us; nothing where that is not known. */
const closings: Readonly<Record<string, Closing>> = {
  stay: ({ stays }, from, to) =>
    stays ? { stays: [...stays, { type: "inpatient_hospital", from, to }] } : {},
  claim: ({ prior_ccm_claims_this_month: claims, billing_practitioner: biller }) =>
    claims ? { prior_ccm_claims_this_month: [...claims, { code: "99487", by: biller?.id }] } : {},
  service: ({ other_services: services, billing_practitioner: biller }) =>
    services ? { other_services: [...services, { code: "G0181", by: biller?.id }] } : {},
  death: ({ patient }, deceased) => (patient?.deceased === null ? { patient: { ...patient, deceased } } : {}),
  // Of a consent that is inactive for no known reason, a day of revocation says that it was active until then.
  revocation: ({ consent }, revoked) =>
    consent?.revoked === null && consent.status === "active" ? { consent: { ...consent, revoked } } : {},
};

const closing = fc
  .tuple(
    fc.constantFrom(...Object.values(closings)),
    fc.integer({ min: 10, max: 28 }),
    fc.integer({ min: 10, max: 28 }),
  )
  .map(
    ([close, one, other]) =>
      ({ month, facts }: MonthCase) =>
        close(facts, `${month}-${one}`, `${month}-${other}`),
  );

/** Ten minutes of work by somebody of their own. */
function validEntry({ month, facts }: MonthCase, second: number, isOwn: boolean): Entry {
  const start = Date.parse(`${month}-01T00:00:00Z`) + second * 1000;
  const us = facts.billing_practitioner?.id;
  return {
    id: "one-more",
    start: new Date(start).toISOString(),
    end: new Date(start + 600_000).toISOString(),
    role: isOwn && us !== undefined ? "practitioner" : "clinical_staff",
    person: isOwn && us !== undefined ? us : "rn-9",
    activity: "care_coordination",
    mode: "phone",
    interactive: true,
    attributed_to: ["ccm"],
  };
}

/** Every moment of the facts in another offset, in minutes from UTC. */
function respelled({ month, facts }: MonthCase, offset: number): MonthCase {
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const written = `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  const turn = (_: string, value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)
      ? new Date(Date.parse(value) + offset * 60_000).toISOString().replace("Z", written)
      : value;
  return { month, facts: JSON.parse(JSON.stringify(facts, turn)) };
}

/** Milliseconds some stretches cover together, by sweeping over their ends. */
function covered(stretches: readonly (readonly [from: number, to: number])[]): number {
  const ends = stretches.flatMap(([from, to]) => [
    { at: from, step: 1 },
    { at: to, step: -1 },
  ]);
  let [open, since, sum] = [0, 0, 0];
  for (const { at, step } of ends.toSorted((one, other) => one.at - other.at || other.step - one.step)) {
    if (open > 0) sum += at - since;
    open += step;
    since = at;
  }
  return sum;
}

it("fractions of a second are added up and floored once", () => {
  const noon = Date.parse("2026-05-12T17:00:00Z");
  const stretch = fc.tuple(fc.nat(2_400_000), fc.integer({ min: 1, max: 900_000 }));
  const property = fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), (stretches) => {
    const entries = stretches.map(([from, length], index) => ({
      id: `e${index}`,
      person: `rn-${index}`,
      start: new Date(noon + from).toISOString(),
      end: new Date(noon + from + length).toISOString(),
    }));
    const ms = covered(stretches.map(([from, length]) => [from, from + length]));
    const { minutes, counted_entries } = answer(monthOfVector({ entries }));
    expect(minutes.pooled).toBe(Math.floor(ms / 60_000));
    const seconds = counted_entries.reduce((sum, entry) => sum + entry.seconds, 0);
    expect(seconds).toBeLessThanOrEqual(Math.floor(ms / 1000));
  });
  fc.assert(property, { numRuns: 300 });
});
