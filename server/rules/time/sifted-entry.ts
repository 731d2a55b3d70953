import type { Span } from "../calendar.ts";
import type { ClosedTime } from "./closed-times.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import type { RecordedEntry } from "./recorded-entry.ts";
import { contains, lengthOf, minus, overlap } from "./spans.ts";

/** One entry after everything that concerns it alone: what it lost to which reason, and what is left. */
export interface SiftedEntry {
  readonly recorded: RecordedEntry;
  /** Milliseconds by reason, the deciding reason first; a further reason of time already lost has 0. */
  readonly losses: ReadonlyMap<ExclusionReason, number>;
  /** Clock time left; empty for an entry without clock times. */
  readonly spans: readonly Span[];
  readonly ms: number;
}

interface Cut {
  readonly reason: ExclusionReason;
  readonly span: Span;
  readonly takesTouchedDays: boolean;
}

interface SiftRequest {
  readonly recorded: RecordedEntry;
  readonly reasons: readonly ExclusionReason[];
  readonly closed: readonly ClosedTime[];
  readonly taken: readonly { readonly reason: ExclusionReason; readonly span: Span }[];
}

/** Takes from one entry all that does not count. Every millisecond is lost to exactly one reason. */
export function sift({ recorded, reasons, closed, taken }: SiftRequest): SiftedEntry {
  const cuts = [...closed, ...taken.map((cut) => ({ ...cut, takesTouchedDays: false }))].filter((cut) =>
    applies(cut, recorded),
  );
  const month = cuts.find(({ reason }) => reason === "outside_service_month");
  if (month && lies(recorded, month.span)) {
    return { recorded, losses: new Map([[month.reason, recorded.ms]]), spans: [], ms: 0 };
  }
  if (reasons.length > 0) return excludedWhole(recorded, [...reasons, ...cuts.map(({ reason }) => reason)]);
  return recorded.kind === "clock" ? clipped(recorded, recorded.span, cuts) : wholeOrNothing(recorded, cuts);
}

function applies({ span, takesTouchedDays }: Cut, recorded: RecordedEntry): boolean {
  if (recorded.kind === "unplaced") return false;
  if (recorded.kind === "clock" || takesTouchedDays) return overlap(span, recorded.span);
  return contains(span, recorded.span);
}

const lies = (recorded: RecordedEntry, span: Span) =>
  recorded.kind !== "unplaced" && contains(span, recorded.span);

function excludedWhole(recorded: RecordedEntry, reasons: readonly ExclusionReason[]): SiftedEntry {
  const [deciding] = reasons;
  const losses = new Map(reasons.map((reason) => [reason, reason === deciding ? recorded.ms : 0]));
  return { recorded, losses, spans: [], ms: 0 };
}

function wholeOrNothing(recorded: RecordedEntry, cuts: readonly Cut[]): SiftedEntry {
  if (cuts.length > 0)
    return excludedWhole(
      recorded,
      cuts.map(({ reason }) => reason),
    );
  return { recorded, losses: new Map(), spans: [], ms: recorded.ms };
}

function clipped(recorded: RecordedEntry, span: Span, cuts: readonly Cut[]): SiftedEntry {
  const losses = new Map<ExclusionReason, number>();
  let left: readonly Span[] = [span];
  for (const cut of cuts) {
    const rest = minus(left, cut.span);
    losses.set(cut.reason, (losses.get(cut.reason) ?? 0) + lengthOf(left) - lengthOf(rest));
    left = rest;
  }
  return { recorded, losses, spans: left, ms: lengthOf(left) };
}
