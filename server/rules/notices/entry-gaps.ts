import { dayOf, isDay, type MonthCalendar, type Span, spanOfDay } from "../calendar.ts";
import { activityTreatment } from "../figures/activities.ts";
import type { Situation } from "../situation.ts";
import type { ExclusionReason } from "../time/exclusion-reason.ts";
import { poolOf } from "../time/pool.ts";
import type { SiftedEntry } from "../time/sifted-entry.ts";
import { overlap } from "../time/spans.ts";
import type { GapCode } from "./gap-texts.ts";
import { visitDays } from "./visit-days.ts";

/** Gaps raised by the reason that took time from an entry. */
const gapOfReason: Partial<Record<ExclusionReason, GapCode>> = {
  activity_missing: "activity_missing",
  activity_not_specific: "activity_not_specific",
  activity_uncertain: "activity_review",
  before_consent: "time_before_consent_excluded",
  duplicate_entry: "duplicate_entry",
  future_dated: "future_dated_entry",
  invalid_interval: "invalid_time_entry",
  outside_us: "outside_us",
  person_missing: "person_missing",
  undated: "undated_entry",
  unsuccessful_contact: "unsuccessful_contact_excluded",
};

/** What of the month the entries are held against. */
interface Month {
  readonly situation: Situation;
  readonly calendar: MonthCalendar;
  readonly visits: readonly Span[];
}

/** What is asked of an entry that counts at least in part. */
interface EntryGap {
  readonly code: GapCode;
  readonly holds: (entry: SiftedEntry, month: Month) => boolean;
}

const entryGaps: readonly EntryGap[] = [
  { code: "no_start_end", holds: ({ recorded }) => recorded.kind === "day" },
  { code: "entry_crosses_month_end", holds: ({ losses }) => losses.has("outside_service_month") },
  {
    code: "activity_review",
    holds: ({ recorded: { entry } }) => activityTreatment(entry.activity ?? "") === undefined,
  },
  { code: "consent_time_unknown_same_day", holds: isOnDayOfConsent },
  { code: "same_day_em_review", holds: isOnDayOfVisit },
  { code: "retroactive_entry", holds: isRecordedLate },
];

/** The soft findings on each of the month's entries, to be asked of one after the other. */
export function entryGapsOf(situation: Situation): (entry: SiftedEntry) => ReadonlySet<GapCode> {
  const { calendar, facts } = situation;
  const month = calendar && { situation, calendar, visits: visitDays(facts, calendar) };
  return (entry) => {
    const lost = [...entry.losses.keys()].flatMap((reason) => gapOfReason[reason] ?? []);
    if (entry.ms === 0 || !month) return new Set(lost);
    const asked = entryGaps.filter(({ holds }) => holds(entry, month));
    return new Set([...lost, ...asked.map(({ code }) => code)]);
  };
}

/** Whether consent or entry lack the hour that would put one before the other. */
function isOnDayOfConsent({ recorded }: SiftedEntry, { situation, calendar }: Month): boolean {
  const obtained = situation.facts.consent?.obtained;
  if (!obtained || recorded.kind === "unplaced") return false;
  const unclear = isDay(obtained) || recorded.kind === "day";
  return unclear && overlap(recorded.span, spanOfDay(dayOf(obtained, calendar), calendar));
}

function isOnDayOfVisit({ recorded }: SiftedEntry, { situation, visits }: Month): boolean {
  if (recorded.kind === "unplaced" || poolOf(recorded.entry, situation) === "practitioner") return false;
  return visits.some((day) => overlap(day, recorded.span));
}

const lateAfter = 24 * 60 * 60 * 1000;

function isRecordedLate({ recorded }: SiftedEntry, { calendar }: Month): boolean {
  if (recorded.kind === "unplaced" || recorded.entry.recorded === undefined) return false;
  const typed = Date.parse(recorded.entry.recorded);
  return typed > recorded.span.to + lateAfter || typed >= calendar.to;
}
