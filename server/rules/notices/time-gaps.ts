import type { Gap, MonthFacts } from "../../contract/index.ts";
import { dayOf, isDay, type MonthCalendar, type Span, spanOfDay } from "../calendar.ts";
import { isOpen } from "../codes/curable.ts";
import { activities } from "../figures/activities.ts";
import type { Situation } from "../situation.ts";
import type { ExclusionReason } from "../time/exclusion-reason.ts";
import type { MonthTime } from "../time/month-time.ts";
import type { SiftedEntry } from "../time/sifted-entry.ts";
import { overlap } from "../time/spans.ts";
import { concurrentEntries } from "./concurrent-entries.ts";
import { gap, gapIf } from "./gap.ts";
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

/** A question to one entry of the month that counts at least in part. */
interface EntryGap {
  readonly code: GapCode;
  readonly holds: (entry: SiftedEntry, around: { facts: MonthFacts; calendar: MonthCalendar }) => boolean;
}

const lateAfter = 24 * 60 * 60 * 1000;

const entryGaps: readonly EntryGap[] = [
  { code: "no_start_end", holds: ({ recorded }) => recorded.kind === "day" },
  {
    code: "entry_crosses_month_end",
    holds: ({ losses }) => losses.has("outside_service_month"),
  },
  { code: "activity_review", holds: ({ recorded: { entry } }) => !activities.has(entry.activity ?? "") },
  { code: "consent_time_unknown_same_day", holds: isOnDayOfConsent },
  { code: "same_day_em_review", holds: isOnDayOfVisit },
  { code: "retroactive_entry", holds: isRecordedLate },
];

/** Every soft finding on the month's time, one line a code with the entries it concerns. */
export function timeGaps(situation: Situation, time: MonthTime): Gap[] {
  return [
    ...gapIf(isOpen(situation), "month_open", "The calculation was made before the month ended."),
    ...[...entriesByGap(situation, time)].map(([code, ids]) => gap(code, `Entries: ${ids.join(", ")}.`)),
    ...gapIf(
      time.pooled.seconds > 0 && !hasContact(time),
      "no_patient_contact_this_month",
      "No counted entry reached the patient or a caregiver.",
    ),
  ];
}

const hasContact = ({ allocated }: MonthTime) =>
  allocated.some(({ sifted }) => sifted.recorded.entry.interactive === true);

function entriesByGap(situation: Situation, time: MonthTime): ReadonlyMap<GapCode, readonly string[]> {
  const found = new Map<GapCode, string[]>();
  const add = (code: GapCode, id: string) => found.set(code, [...(found.get(code) ?? []), id]);
  for (const entry of time.sifted.entries) {
    const { id } = entry.recorded.entry;
    for (const code of new Set(gapsOfEntry(entry, situation))) add(code, id);
    if (time.sifted.claimedTwice.has(entry)) add("double_counted_time", id);
  }
  for (const id of concurrentEntries(time.allocated)) add("concurrent_entries_review", id);
  return found;
}

function gapsOfEntry(entry: SiftedEntry, { facts, calendar }: Situation): GapCode[] {
  const lost = [...entry.losses.keys()].flatMap((reason) => gapOfReason[reason] ?? []);
  if (entry.ms === 0 || !calendar) return lost;
  const asked = entryGaps.filter(({ holds }) => holds(entry, { facts, calendar }));
  return [...lost, ...asked.map(({ code }) => code)];
}

function isOnDayOfConsent({ recorded }: SiftedEntry, around: { facts: MonthFacts; calendar: MonthCalendar }) {
  const obtained = around.facts.consent?.obtained;
  if (!obtained || recorded.kind === "unplaced") return false;
  const unclear = isDay(obtained) || recorded.kind === "day";
  return unclear && overlap(recorded.span, spanOfDay(dayOf(obtained, around.calendar), around.calendar));
}

function isOnDayOfVisit(
  { recorded }: SiftedEntry,
  { facts, calendar }: { facts: MonthFacts; calendar: MonthCalendar },
): boolean {
  if (recorded.kind === "unplaced" || recorded.entry.role === "practitioner") return false;
  return visitDays(facts, calendar).some((day: Span) => overlap(day, recorded.span));
}

function isRecordedLate({ recorded }: SiftedEntry, { calendar }: { calendar: MonthCalendar }): boolean {
  if (recorded.kind === "unplaced" || recorded.entry.recorded === undefined) return false;
  const typed = Date.parse(recorded.entry.recorded);
  return typed > recorded.span.to + lateAfter || typed >= calendar.to;
}
