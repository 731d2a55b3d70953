import type { Situation } from "../situation.ts";
import { type ClosedTime, closedTimes } from "./closed-times.ts";
import { laterDuplicates } from "./duplicates.ts";
import { inOrder } from "./entry-order.ts";
import { entryReasons, isClaimedTwice } from "./entry-reasons.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import { otherProgrammeTime, takenFrom } from "./other-programme-time.ts";
import { type RecordedEntry, recordedEntry } from "./recorded-entry.ts";
import { type SiftedEntry, sift } from "./sifted-entry.ts";

/** What became of one entry on its own account, and what it would be worth otherwise. */
export interface EntryOutcome {
  readonly sifted: SiftedEntry;
  /** Milliseconds that would count if what is not known of them were so; Infinity where even the length is not. */
  readonly uncertainMs: number;
  /** Milliseconds that would count if they were claimed for CCM alone. */
  readonly withheldMs: number;
}

/** The month's entries in the order they happened, each with what it lost on its own account. */
export interface SiftedMonth {
  readonly entries: readonly SiftedEntry[];
  readonly outcomes: readonly EntryOutcome[];
  /** Entries of which at least a part is claimed for CCM and another programme. */
  readonly claimedTwice: ReadonlySet<SiftedEntry>;
}

/** Sifts every entry by itself: its place in the month, its person, activity and programme. */
export function siftedMonth(situation: Situation): SiftedMonth {
  const { facts, calendar } = situation;
  const recorded = inOrder(
    (facts.time_entries ?? []).map((entry, index) => recordedEntry({ entry, index, calendar })),
  );
  const closed = calendar ? closedTimes(situation, calendar) : [];
  const duplicates = laterDuplicates(recorded);
  const others = otherProgrammeTime(recorded);
  const outcomes = recorded.map((entry) =>
    outcomeOf(entry, {
      reasons: entryReasons(entry, duplicates.has(entry)),
      taken: takenFrom(entry, others),
      closed,
    }),
  );
  return {
    entries: outcomes.map(({ sifted }) => sifted),
    outcomes,
    claimedTwice: new Set(
      outcomes
        .filter(({ sifted, withheldMs }) => withheldMs > 0 || isClaimedTwice(sifted.recorded.entry))
        .map(({ sifted }) => sifted),
    ),
  };
}

interface Surroundings {
  readonly reasons: readonly ExclusionReason[];
  readonly taken: ReturnType<typeof takenFrom>;
  readonly closed: readonly ClosedTime[];
}

function outcomeOf(recorded: RecordedEntry, around: Surroundings): EntryOutcome {
  const sifted = sift({ recorded, ...around });
  const otherwise = () => sift({ recorded, ...around, reasons: [] }).ms;
  return {
    sifted,
    uncertainMs:
      around.reasons[0] === "not_known" ? lengthAtMost(recorded, otherwise) : lost(sifted, "not_known"),
    withheldMs: isWithheld(recorded, around.reasons) ? otherwise() : takenMs(sifted, around.reasons),
  };
}

const lost = ({ losses }: SiftedEntry, reason: ExclusionReason) => losses.get(reason) ?? 0;

function lengthAtMost(recorded: RecordedEntry, otherwise: () => number): number {
  if (recorded.kind !== "unplaced") return otherwise();
  return recorded.ms > 0 ? recorded.ms : Number.POSITIVE_INFINITY;
}

const isWithheld = ({ entry }: RecordedEntry, reasons: readonly ExclusionReason[]) =>
  isClaimedTwice(entry) && reasons.every((reason) => reason === "counted_in_other_service");

/** Of an entry that would count, what the same person also recorded for another programme. */
const takenMs = (sifted: SiftedEntry, reasons: readonly ExclusionReason[]) =>
  reasons.length === 0 ? lost(sifted, "counted_in_other_service") : 0;
