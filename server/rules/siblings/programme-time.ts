import type { MonthCalendar } from "../calendar.ts";
import type { Situation } from "../situation.ts";
import { allocate } from "../time/allocation.ts";
import { type ClosedTime, closedTimes } from "../time/closed-times.ts";
import { laterDuplicates } from "../time/duplicates.ts";
import { entryReasons } from "../time/entry-reasons.ts";
import type { ExclusionReason } from "../time/exclusion-reason.ts";
import type { MonthTime } from "../time/month-time.ts";
import { poolOf } from "../time/pool.ts";
import type { RecordedEntry } from "../time/recorded-entry.ts";
import { type SiftedEntry, sift } from "../time/sifted-entry.ts";
import { type Tally, tally } from "../time/tally.ts";

/** What the ledger holds for a programme beside CCM; a minute it shares with another programme is in neither. */
export interface ProgrammeTime {
  readonly entries: number;
  readonly all: Tally;
  readonly practitioner: Tally;
  /** Spoken with the patient or a caregiver, in person or at a distance. */
  readonly interactive: Tally;
  /** Seconds also claimed for another programme. */
  readonly withheldSeconds: number;
  /** Whether an entry is left out because something deciding is not known of it. */
  readonly hasUnknown: boolean;
}

type Programme = "rpm" | "pcm";

/** What closes part of a month to any programme, and not to CCM alone. */
const closedToAll: ReadonlySet<ExclusionReason> = new Set([
  "outside_service_month",
  "future_dated",
  "after_death",
  "during_facility_stay",
  "not_known",
]);

const spoken: ReadonlySet<string> = new Set(["phone", "video", "in_person"]);

/** Sifts the entries of one programme as those of CCM are sifted, without what CCM alone asks. */
export function programmeTime(programme: Programme, situation: Situation, time: MonthTime): ProgrammeTime {
  const recorded = time.sifted.entries.map((entry) => entry.recorded);
  const named = recorded.filter(({ entry }) => entry.attributed_to?.includes(programme) === true);
  const closed = situation.calendar && named.length > 0 ? closedTo(situation, situation.calendar) : [];
  const duplicates = named.length > 0 ? laterDuplicates(recorded) : new Set<RecordedEntry>();
  const sifted = named.map((entry) => {
    const reasons = entryReasons(entry, duplicates.has(entry)).filter(
      (one) => one !== "counted_in_other_service",
    );
    return sift({ recorded: entry, reasons, closed, taken: takenFrom(entry, recorded, programme) });
  });
  const [alone, shared] = [sifted.filter(servesAlone), sifted.filter((one) => !servesAlone(one))];
  return {
    entries: named.length,
    all: total(alone),
    practitioner: total(
      alone.filter(({ recorded: { entry } }) => poolOf(entry, situation) === "practitioner"),
    ),
    interactive: total(alone.filter(isSpoken)),
    withheldSeconds: total(shared).seconds,
    hasUnknown: alone.some(({ losses }) => losses.has("not_known")),
  };
}

const closedTo = (situation: Situation, calendar: MonthCalendar): ClosedTime[] =>
  closedTimes(situation, calendar).filter(({ reason }) => closedToAll.has(reason));

const servesAlone = ({ recorded: { entry } }: SiftedEntry) => new Set(entry.attributed_to).size === 1;

const isSpoken = ({ recorded: { entry } }: SiftedEntry) =>
  entry.interactive === true && spoken.has(entry.mode ?? "");

const total = (sifted: readonly SiftedEntry[]): Tally => tally(allocate(sifted.filter(({ ms }) => ms > 0)));

/** What the same person recorded for another programme, or for one not known, in the same time. */
function takenFrom({ entry }: RecordedEntry, recorded: readonly RecordedEntry[], programme: Programme) {
  const reason: ExclusionReason = "counted_in_other_service";
  return recorded.flatMap((other) => {
    const isSame = other.kind !== "clock" || other.entry === entry || other.entry.person !== entry.person;
    if (isSame || !servesAnother(other, programme)) return [];
    return [{ reason, span: other.span }];
  });
}

function servesAnother(
  { entry: { attributed_to: programmes, role } }: RecordedEntry,
  programme: Programme,
): boolean {
  if (role === "automated_system" || role === "non_clinical") return false;
  return programmes === undefined || programmes.some((one) => one !== programme);
}
