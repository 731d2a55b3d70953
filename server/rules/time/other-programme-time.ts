import type { TimeEntry } from "../../contract/index.ts";
import type { Span } from "../calendar.ts";
import { mayServeAnother, namesAnother } from "./entry-reasons.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import type { ClockEntry, RecordedEntry } from "./recorded-entry.ts";

/** Clock time one person recorded for another programme. */
interface OtherProgrammeTime {
  /** Undefined while it is not known who worked. */
  readonly person: string | undefined;
  readonly span: Span;
  readonly reason: ExclusionReason;
}

/**
 * What clinical people recorded for other programmes; nobody can earn CCM in the same minute. An automated system,
 * a clerk and an entry that names no programme take nobody's time.
 */
export function otherProgrammeTime(entries: readonly RecordedEntry[]): OtherProgrammeTime[] {
  return entries
    .filter((recorded): recorded is ClockEntry => recorded.kind === "clock")
    .flatMap(({ entry, span }) => {
      const { person } = entry;
      const reason = takingReason(entry);
      return reason === null || person === null ? [] : [{ person, span, reason }];
    });
}

/** Null where the entry takes no time; `not_known` where it may. */
function takingReason({ role, person, attributed_to }: TimeEntry): ExclusionReason | null {
  if (role === "automated_system" || role === "non_clinical") return null;
  if (attributed_to !== undefined && !namesAnother(attributed_to)) return null;
  const known = attributed_to !== undefined && role !== undefined && person !== undefined;
  return known ? "counted_in_other_service" : "not_known";
}

/** The stretches another programme takes from this entry: the same person's, or somebody's not known. */
export function takenFrom({ entry }: RecordedEntry, others: readonly OtherProgrammeTime[]) {
  if (others.length === 0 || mayServeAnother(entry)) return [];
  return others.filter(({ person }) => person === undefined || person === entry.person);
}
