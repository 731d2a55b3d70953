import type { MonthFacts } from "../../server/contract/index.ts";
import { secondOf, type WallClock } from "./wall-clock.ts";

export type Entry = NonNullable<MonthFacts["time_entries"]>[number];
/** A second of the clock, or a whole day where only the day was recorded. */
export type When = { readonly second: number } | { readonly day: string };

const named: readonly (readonly [activity: string, reason: string])[] = [
  ["outreach_attempt", "unsuccessful_contact"],
  ["appointment_scheduling", "not_ccm_activity"],
  ["billing_administration", "not_ccm_activity"],
  ["travel", "not_ccm_activity"],
  ["acute_unrelated_problem", "unrelated_to_chronic_care"],
  ["prior_authorization", "activity_uncertain"],
  ["various", "activity_not_specific"],
  ["automated_wellness_call", "not_clinical_staff"],
  ["rpm_data_review", "counted_in_other_service"],
  ["rpm_treatment_management", "counted_in_other_service"],
];
const unitedStates = new Set(["US", "PR", "GU", "VI", "AS", "MP", "UM"]);

/** Identical times, or date and minutes, with the same person, role and activity. */
function sameWork(one: Entry, other: Entry): boolean {
  const [mine, theirs] = [timesOf(one), timesOf(other)];
  const work = ["person", "role", "activity"].every((key) => (one[key] ?? null) === (other[key] ?? null));
  return work && mine !== null && mine === theirs;
}

function timesOf({ start, end, date, duration_minutes }: Entry): string | null {
  if (start && end) return `${secondOf(start)} ${secondOf(end)}`;
  if (start === undefined || end === undefined) return null;
  return date ? `${date} ${duration_minutes}` : null;
}

/** The one typed later; of two typed at one time, or of which nobody knows, the one with the later number. */
function isLater(one: Entry, other: Entry): boolean {
  const typed = ({ recorded }: Entry) => (recorded ? secondOf(recorded) : 0);
  return typed(one) === typed(other) ? one.id > other.id : typed(one) > typed(other);
}

/** What an entry must say; where it does not, nobody knows whether it counts. */
const deciding = ["start", "end", "role", "person", "activity", "mode", "attributed_to"];
export const isUnknown = (entry: Entry): boolean => deciding.some((field) => entry[field] === undefined);

/** Each reason that concerns an entry alone, and when it applies. */
const ofEntry: Readonly<Record<string, (entry: Entry) => boolean>> = {
  activity_missing: ({ activity }) => activity === null,
  unsuccessful_contact: ({ mode }) => mode === "voicemail",
  not_clinical_staff: ({ role }) => role === "non_clinical" || role === "automated_system",
  person_missing: ({ person }) => person === null,
  counted_in_other_service: ({ attributed_to: to }) => to !== undefined && to.join() !== "ccm",
  outside_us: ({ location }) => location !== undefined && !unitedStates.has(location),
  invalid_interval: ({ start, end }) => Boolean(start && end && secondOf(end) <= secondOf(start)),
  undated: ({ start, date }) => start === null && !date,
};

/** Why nothing of an entry counts, whatever the day: what was done, by whom, for what, where. */
export function reasonsOfEntry(entry: Entry, list: readonly Entry[]): Set<string> {
  const ofActivity = named.filter(([activity]) => entry.activity === activity).map(([, reason]) => reason);
  const others = Object.entries(ofEntry).flatMap(([reason, applies]) => (applies(entry) ? [reason] : []));
  const again = list.some((other) => isLater(entry, other) && sameWork(other, entry));
  return new Set([...ofActivity, ...others, ...(again ? ["duplicate_entry"] : [])]);
}

const keepsFromHome = new Set(["inpatient_hospital", "observation", "snf_part_a"]);
export const facilityStays = (facts: MonthFacts) =>
  (facts.stays ?? []).filter(({ type }) => keepsFromHome.has(type));

type Stay = NonNullable<MonthFacts["stays"]>[number];

/** A stay with an end, or known to go on; one that ends before it begins may have been at any time after. */
export function isSound({ from, to }: Stay, clock: WallClock): boolean {
  if (to === undefined || to === null) return to === null;
  return from.length > 10 && to.length > 10
    ? secondOf(from) <= secondOf(to)
    : clock.dayOf(from) <= clock.lastDayBefore(to);
}

/** Time nobody knows enough of is not counted; the contract has no word for it. */
export const unnamed = "";

/** What is known about the month that a second or a day lies in. */
export interface Around {
  readonly month: string;
  readonly facts: MonthFacts;
  readonly clock: WallClock;
  /** The day of the visit that was needed to open CCM. */
  readonly visitFrom: string | null;
}

/** Why a second, or a day, does not count, whatever was done in it. */
export function reasonsOfTime(when: When, { month, facts, clock, visitFrom }: Around): string[] {
  const day = "day" in when ? when.day : clock.dayOfSecond(when.second);
  const before = (moment: string | null | undefined) => {
    if (!moment) return false;
    return "day" in when ? day < clock.dayOf(moment) : clock.isBefore(when.second, moment);
  };
  const after = (moment: string | null | undefined) => {
    if (!moment) return false;
    return "day" in when ? day > clock.lastDayBefore(moment) : clock.isAfter(when.second, moment);
  };
  const holds: Readonly<Record<string, boolean>> = {
    outside_service_month: !day.startsWith(month),
    future_dated: after(facts.as_of),
    before_consent: before(facts.consent?.obtained),
    after_revocation: after(facts.consent?.revoked),
    before_initiating_visit: before(visitFrom),
    after_death: after(facts.patient?.deceased),
    during_facility_stay: facilityStays(facts).some(
      (stay) => isSound(stay, clock) && !before(stay.from) && !after(stay.to),
    ),
    [unnamed]: facilityStays(facts).some(
      (stay) => !isSound(stay, clock) && !(before(stay.from) && before(stay.to ?? stay.from)),
    ),
  };
  return Object.keys(holds).filter((reason) => holds[reason]);
}
