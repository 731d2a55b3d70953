import type { MonthFacts } from "../../server/contract/index.ts";
import {
  type Around,
  type Entry,
  isUnknown,
  reasonsOfEntry,
  reasonsOfTime,
  unnamed,
  type When,
} from "./entry-reasons.ts";
import { secondOf } from "./wall-clock.ts";

/** Parts of a second, so that a second shared by up to twelve patients divides without a remainder. */
export const whole = 27_720;

/** What of one second is this patient's, for each second that counts, and for each day recorded without times. */
export class Pool {
  readonly #seconds = new Map<number, number>();
  readonly #days: [string, number][] = [];

  addSecond(second: number, share: number): void {
    this.#seconds.set(second, Math.max(share, this.#seconds.get(second) ?? 0));
  }

  addDay(day: string, share: number): void {
    this.#days.push([day, share]);
  }

  /** Whole minutes, floored once. */
  minutes(): number {
    const shares = [...this.#seconds.values(), ...this.#days.map(([, share]) => share)];
    return Math.floor(shares.reduce((sum, share) => sum + share, 0) / whole / 60);
  }

  /** The first of these days by whose end so many minutes had been worked. */
  dayReaching(minutes: number, days: readonly string[], dayOf: (second: number) => string): string | null {
    const worked = new Map<string, number>();
    const add = (day: string, share: number) => worked.set(day, share + (worked.get(day) ?? 0));
    for (const [second, share] of this.#seconds) add(dayOf(second), share);
    for (const [day, share] of this.#days) add(day, share);
    let total = 0;
    for (const day of days) {
      total += worked.get(day) ?? 0;
      if (total >= minutes * 60 * whole) return day;
    }
    return null;
  }
}

export interface CountedTime {
  readonly staff: Pool;
  readonly practitioner: Pool;
  readonly pooled: Pool;
  /** `id reason`, sorted. */
  readonly excluded: readonly string[];
}

/** Looks at every second of every entry and keeps those that nothing speaks against. */
export function countedTime(facts: MonthFacts, around: Around): CountedTime {
  const list = facts.time_entries ?? [];
  const pools = { staff: new Pool(), practitioner: new Pool(), pooled: new Pool() };
  const lines = list.flatMap((entry) => {
    const own = entry.role === "practitioner" && entry.person === facts.billing_practitioner?.id;
    const reasons = count(entry, list, around, [own ? pools.practitioner : pools.staff, pools.pooled]);
    return [...reasons].map((reason) => `${entry.id} ${reason}`);
  });
  return { ...pools, excluded: lines.sort() };
}

/** Puts what counts of an entry into its pools, and says why the rest does not. */
function count(entry: Entry, list: readonly Entry[], around: Around, pools: readonly Pool[]): Set<string> {
  const ofEntry = reasonsOfEntry(entry, list);
  const takers = takersFrom(entry, list);
  const countable = ofEntry.size === 0 && !isUnknown(entry);
  const share = whole / (entry.patients_sharing ?? 1);
  const reasons = new Set<string>();
  let inside = false;
  for (const when of whenOf(entry)) {
    const against = [...reasonsOfTime(when, around), ...reasonsOfTakers(when, takers)];
    inside ||= !against.includes("outside_service_month");
    for (const reason of against) reasons.add(reason);
    if (countable && against.length === 0) earn(when, entry, share, pools);
  }
  reasons.delete(unnamed);
  const elsewhere = !inside && reasons.has("outside_service_month");
  return elsewhere ? new Set(["outside_service_month"]) : new Set([...ofEntry, ...reasons]);
}

function earn(when: When, { duration_minutes }: Entry, share: number, pools: readonly Pool[]): void {
  for (const pool of pools) {
    if ("second" in when) pool.addSecond(when.second, share);
    else pool.addDay(when.day, (duration_minutes ?? 0) * 60 * share);
  }
}

function* whenOf({ start, end, date }: Entry): Generator<When> {
  if (start === undefined || end === undefined) return;
  if (start && end) {
    for (let second = secondOf(start); second < secondOf(end); second += 1) yield { second };
  } else if (date) yield { day: date };
}

const namesAnother = ({ attributed_to: to }: Entry) => to?.some((programme) => programme !== "ccm") === true;
const clinical = new Set([undefined, "clinical_staff", "practitioner", "other_practitioner"]);

/** A minute belongs to one programme: what the same person recorded for another one, or for one not known. */
function takersFrom(entry: Entry, list: readonly Entry[]): Entry[] {
  if (entry.person === null || entry.attributed_to === undefined || namesAnother(entry)) return [];
  return list.filter(
    (other) =>
      (other.person === undefined || other.person === entry.person) &&
      clinical.has(other.role) &&
      (other.attributed_to === undefined || namesAnother(other)),
  );
}

function reasonsOfTakers(when: When, takers: readonly Entry[]): string[] {
  if ("day" in when) return [];
  return takers.flatMap(({ start, end, attributed_to, person, role }) => {
    const begun = start === undefined || (start !== null && secondOf(start) <= when.second);
    const lasts = end === undefined || (end !== null && when.second < secondOf(end));
    if (!begun || !lasts) return [];
    const known = [attributed_to, person, role, start, end].every((fact) => fact !== undefined);
    return known ? ["counted_in_other_service"] : [unnamed];
  });
}
