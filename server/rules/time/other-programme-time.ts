import type { TimeEntry } from "../../contract/index.ts";
import type { Span } from "../calendar.ts";
import { mayServeAnother, namesAnother } from "./entry-reasons.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import type { RecordedEntry } from "./recorded-entry.ts";

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
  return entries.flatMap((recorded) => {
    const { person } = recorded.entry;
    const span = spanAtMost(recorded);
    const reason = takingReason(recorded.entry);
    return span === null || reason === null || person === null ? [] : [{ person, span, reason }];
  });
}

/** When the work may have been done: while its start or end is not known, at any time before or after the other. */
function spanAtMost(recorded: RecordedEntry): Span | null {
  if (recorded.kind === "clock") return recorded.span;
  const { start, end } = recorded.entry;
  if (recorded.kind === "day" || start === null || end === null) return null;
  if (start !== undefined && end !== undefined) return null;
  return {
    from: start === undefined ? Number.NEGATIVE_INFINITY : Date.parse(start),
    to: end === undefined ? Number.POSITIVE_INFINITY : Date.parse(end),
  };
}

/** Null where the entry takes no time; `not_known` where it may. */
function takingReason(entry: TimeEntry): ExclusionReason | null {
  const { role, attributed_to } = entry;
  if (role === "automated_system" || role === "non_clinical") return null;
  if (attributed_to !== undefined && !namesAnother(attributed_to)) return null;
  return unknownOfTaking(entry).length === 0 ? "counted_in_other_service" : "not_known";
}

/** What nobody knows of an entry and that decides whose time it takes for which programme, and when. */
function unknownOfTaking(entry: TimeEntry): string[] {
  return (["start", "end", "role", "person", "attributed_to"] as const).filter(
    (field) => entry[field] === undefined,
  );
}

/** The stretches another programme takes from this entry: the same person's, or somebody's not known. */
export function takenFrom({ entry }: RecordedEntry, others: readonly OtherProgrammeTime[]) {
  if (others.length === 0 || mayServeAnother(entry)) return [];
  return others.filter(({ person }) => person === undefined || person === entry.person);
}
