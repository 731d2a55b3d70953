import type { Span } from "../calendar.ts";
import { mayServeAnother } from "./entry-reasons.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import type { ClockEntry, RecordedEntry } from "./recorded-entry.ts";

/** Clock time one person recorded for another programme. */
interface OtherProgrammeTime {
  readonly person: string | null | undefined;
  readonly span: Span;
  readonly reason: ExclusionReason;
}

/** What was recorded for other programmes; nobody can earn CCM in the same minute. */
export function otherProgrammeTime(entries: readonly RecordedEntry[]): OtherProgrammeTime[] {
  return entries
    .filter((recorded): recorded is ClockEntry => recorded.kind === "clock")
    .filter(({ entry }) => mayServeAnother(entry))
    .map(({ entry, span }) => ({
      person: entry.person,
      span,
      reason: entry.attributed_to === undefined ? "not_known" : "counted_in_other_service",
    }));
}

/** The stretches another programme takes from this entry: the same person's, or somebody's not known. */
export function takenFrom({ entry }: RecordedEntry, others: readonly OtherProgrammeTime[]) {
  if (others.length === 0 || mayServeAnother(entry)) return [];
  return others.filter(({ person }) => !person || person === entry.person);
}
