import type { MonthFacts } from "../../server/contract/index.ts";
import { type CountedTime, countedTime, type Pool } from "./counted-time.ts";
import type { Around } from "./entry-reasons.ts";
import { payingPractice, unitCents } from "./money.ts";
import {
  eligible,
  mayBeAwayAllMonth,
  prerequisites,
  visitNeededFrom,
  visitThisMonth,
} from "./prerequisites.ts";
import { WallClock } from "./wall-clock.ts";

type Units = { readonly code: string; readonly units: number };
interface Family {
  readonly codes: readonly Units[];
  readonly pool: Pool;
  readonly minutes: number;
}

/** What a month supports, worked out without the engine. */
export interface IndependentAnswer {
  readonly eligible: boolean | null;
  readonly minutes: readonly [staff: number, practitioner: number, pooled: number];
  readonly codes: readonly Units[];
  readonly amount: number | null;
  readonly excluded: readonly string[];
  /** Reasons on the staff base code, in no order. */
  readonly staffBlocks: readonly string[];
  readonly dates: readonly [earliest: string | null, latest: string | null];
}

const blocking = new Map([
  ["G0556", "conflict_apcm"],
  ["G0557", "conflict_apcm"],
  ["G0558", "conflict_apcm"],
  ["99424", "conflict_pcm_same_practitioner"],
  ["99425", "conflict_pcm_same_practitioner"],
  ["99426", "conflict_pcm_same_practitioner"],
  ["99427", "conflict_pcm_same_practitioner"],
  ["G0181", "conflict_g0181"],
  ["G0182", "conflict_g0182"],
]);
/** Five signs; what comes after them are modifiers. */
const plain = (code: string) => code.toUpperCase().slice(0, 5);
const ccmCodes = new Set("99490 99439 99491 99437 99487 99489 G0511".split(" "));
const conflictOf = (code: string) =>
  blocking.get(code) ?? (/^909(5[1-9]|6\d|70)$/.test(code) ? "conflict_esrd_mcp" : undefined);

const withoutZero = (codes: readonly Units[]) => codes.filter(({ units }) => units > 0);

/** Moderate or high, documented, and the biller's own; null where a part of that is not known. */
function isComplex({ mdm, billing_practitioner: biller }: MonthFacts): boolean | null {
  if (mdm === undefined) return null;
  if (mdm === null) return false;
  const parts = [
    mdm.level === undefined ? null : mdm.level === "moderate" || mdm.level === "high",
    mdm.documented ?? null,
    mdm.by === undefined ? null : mdm.by === biller?.id,
  ];
  return parts.includes(false) ? false : parts.includes(null) ? null : true;
}

function families({ pooled, practitioner }: CountedTime, complex: boolean | null): Family[] {
  const all = pooled.minutes();
  const own = practitioner.minutes();
  const found: Family[] = [];
  const add = (
    base: string,
    first: number,
    addOn: string,
    step: number,
    cap: number,
    pool: Pool,
    worked: number,
  ) => {
    if (worked < first) return;
    const units = Math.min(cap, Math.floor((worked - first) / step));
    const codes = withoutZero([
      { code: base, units: 1 },
      { code: addOn, units },
    ]);
    found.push({ codes, pool, minutes: first + units * step });
  };
  add("99490", 20, "99439", 20, 2, pooled, all);
  add("99491", 30, "99437", 30, 2, practitioner, own);
  if (complex !== false) add("99487", 60, "99489", 30, 10, pooled, all);
  return found;
}

/** Works a patient-month out again. Months whose practice or biller is not known are not asked of it. */
export function independentAnswer(month: string, facts: MonthFacts): IndependentAnswer {
  const clock = new WallClock(facts.practice?.timezone ?? "UTC");
  const visitFrom = visitNeededFrom(facts, clock);
  const asked = prerequisites(month, facts, clock);
  const may = eligible(asked);
  const time = countedTime(facts, { month, facts, clock, visitFrom });
  const conflicts = conflictsOf(facts);
  const open = may === true && conflicts.length === 0 && isSettled(month, facts, clock);
  const ours = billedByUs(facts);
  const practice = payingPractice(month, facts, clock);
  const best = open ? bestFor(time, { month, facts: { ...facts, practice }, ours }) : undefined;
  const family = (best?.codes ?? []).filter(({ code }) => !ours.has(code));
  const planning = withoutZero([{ code: "G0506", units: open && g0506(month, facts, clock) ? 1 : 0 }]);
  const codes = [...family, ...planning];
  const total = cents(codes, month, practice);
  const unmet = asked.flatMap(([reason, met]) => (met === false ? [reason] : []));
  const staff = codes.some(({ code }) => code === "99490");
  return {
    eligible: may,
    minutes: [time.staff.minutes(), time.practitioner.minutes(), time.pooled.minutes()],
    codes,
    amount: total === null ? null : total / 100,
    excluded: time.excluded,
    staffBlocks: staff ? [] : [...unmet, ...conflicts, ...staffBlocks(time, best, ours)],
    dates:
      best && family.length > 0 && planning.length === 0
        ? datesOfService(best, { month, facts, clock, visitFrom })
        : [null, null],
  };
}

const isSettled = (month: string, facts: MonthFacts, clock: WallClock) =>
  isReadWhole(facts) && isBillerKnown(facts) && !mayBeAwayAllMonth(month, facts, clock);

function conflictsOf(facts: MonthFacts): string[] {
  const biller = facts.billing_practitioner?.id;
  const isOurs = ({ by }: Billed) => by === biller;
  const isAnothers = ({ by }: Billed) => by !== undefined && by !== biller;
  const conflicts = billed(facts)
    .filter(isOurs)
    .flatMap(({ code }) => conflictOf(code) ?? []);
  const general = ccmBilled(facts).some((one) => isOurs(one) && one.code === "G0511");
  return [
    ...conflicts,
    ...(ccmBilled(facts).some(isAnothers) ? ["other_practitioner_billed"] : []),
    ...(general ? ["mutually_exclusive_ccm_family"] : []),
  ];
}

interface Billed {
  readonly code: string;
  readonly by?: string | undefined;
}

/** Everything billed for the month, by whoever. */
function billed(facts: MonthFacts): Billed[] {
  const services = (facts.other_services ?? []).filter(({ status }) => status === undefined);
  const claims = facts.prior_ccm_claims_this_month ?? [];
  return [...services, ...claims].map(({ code, by }) => ({ code: plain(code), by }));
}

/** CCM among it: every claim of that list but of the add-on to the visit, and such codes among the services. */
function ccmBilled(facts: MonthFacts): Billed[] {
  const claimed = new Set((facts.prior_ccm_claims_this_month ?? []).map(({ code }) => plain(code)));
  return billed(facts).filter(({ code }) => code !== "G0506" && (ccmCodes.has(code) || claimed.has(code)));
}

/** Who billed what bears on CCM, and what of CCM that was. */
function isBillerKnown(facts: MonthFacts): boolean {
  const bearing = [
    ...ccmBilled(facts),
    ...billed(facts).filter(({ code }) => conflictOf(code) !== undefined),
  ];
  return (
    bearing.every(({ by }) => by !== undefined) && ccmBilled(facts).every(({ code }) => ccmCodes.has(code))
  );
}

const isReadWhole = ({
  other_services,
  stays,
  prior_ccm_claims_this_month: claims,
  time_entries,
}: MonthFacts) => [other_services, stays, claims, time_entries].every((list) => list !== undefined);

const billedByUs = (facts: MonthFacts) =>
  new Set(
    ccmBilled(facts)
      .filter(({ by }) => by === facts.billing_practitioner?.id)
      .map(({ code }) => code),
  );

function cents(codes: readonly Units[], month: string, practice: MonthFacts["practice"]): number | null {
  return codes.reduce<number | null>((sum, { code, units }) => {
    const each = unitCents(code, month, practice);
    return sum === null || each === null ? null : sum + each * units;
  }, 0);
}

interface Billing {
  readonly month: string;
  readonly facts: MonthFacts;
  readonly ours: ReadonlySet<string>;
}

/** The family to submit; none where a complex claim of ours may be right and may pay as much. */
function bestFor(time: CountedTime, { month, facts, ours }: Billing): Family | undefined {
  const complex = isComplex(facts);
  const best = bestOf(families(time, complex === true), month, facts);
  const isOurs = ({ codes }: Family) => codes.some(({ code }) => ours.has(code));
  if (complex !== null || !best || !(ours.has("99487") || ours.has("99489"))) return best;
  const withComplex = families(time, complex).toReversed();
  return isOurs(best) || bestOf(withComplex, month, facts)?.codes[0]?.code !== "99487" ? best : undefined;
}

/** The family that pays most; by national amounts where those of the practice are not known. */
function bestOf(supported: readonly Family[], month: string, { practice }: MonthFacts): Family | undefined {
  const paying = unitCents("99490", month, practice) === null ? undefined : practice;
  const worth = ({ codes }: Family) => cents(codes, month, paying) ?? 0;
  return supported.toSorted((one, other) => worth(other) - worth(one))[0];
}

const otherFamilies = ["99491", "99437", "99487", "99489"];

function staffBlocks(time: CountedTime, best: Family | undefined, ours: ReadonlySet<string>): string[] {
  const another = best !== undefined && best.codes[0]?.code !== "99490";
  return [
    ...(time.pooled.minutes() < 20 ? ["time_below_threshold"] : []),
    ...(ours.has("99490") ? ["duplicate_claim"] : []),
    ...(another || (!best && otherFamilies.some((code) => ours.has(code)))
      ? ["mutually_exclusive_ccm_family"]
      : []),
  ];
}

function datesOfService(
  { pool, minutes }: Family,
  { month, facts, clock, visitFrom }: Around,
): [string, string] {
  const lastDay = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const days = Array.from({ length: lastDay }, (_, at) => `${month}-${String(at + 1).padStart(2, "0")}`);
  const moments = [facts.consent?.obtained, facts.care_plan?.established, visitFrom];
  const stands = moments.map((moment) => (moment ? clock.dayOf(moment) : ""));
  const reached = pool.dayReaching(minutes, days, clock.dayOfSecond) ?? "";
  const death = facts.patient?.deceased;
  const end = `${month}-${lastDay}`;
  const latest = death && clock.monthOf(death) === month ? clock.dayOf(death) : end;
  return [[reached, ...stands].toSorted().at(-1) ?? "", latest];
}

function g0506(month: string, facts: MonthFacts, clock: WallClock): boolean {
  const asked = (facts.other_services ?? []).some(
    ({ code, status, extensive_work_by_practitioner }) =>
      code === "G0506" && status !== undefined && extensive_work_by_practitioner === true,
  );
  const before = facts.g0506_previously_billed;
  const never = before === null || before === false;
  return asked && visitThisMonth(month, facts, clock) && never && !billed(facts).some(isMaybeOurs(facts));
}

const isMaybeOurs =
  ({ billing_practitioner: biller }: MonthFacts) =>
  ({ code, by }: Billed) =>
    code === "G0506" && (by === undefined || by === biller?.id);
