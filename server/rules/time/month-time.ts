import type { CountedEntry, CountedMinutes, ExcludedEntry, Undetermined } from "../../contract/index.ts";
import { evidenceFor } from "../proof/evidence.ts";
import type { Situation } from "../situation.ts";
import { type AllocatedEntry, allocate } from "./allocation.ts";
import { type EntrySeconds, entrySeconds } from "./entry-seconds.ts";
import { excludedLines } from "./excluded-lines.ts";
import { missingForTime } from "./missing-for-time.ts";
import { poolOf } from "./pool.ts";
import { type SiftedMonth, siftedMonth } from "./sifted-month.ts";
import { type Tally, tally } from "./tally.ts";

/** What a month's recorded time comes to, and where every second of it went. */
export interface MonthTime {
  readonly minutes: CountedMinutes;
  /** Staff and practitioner time together, no minute twice. */
  readonly pooled: Tally;
  readonly uncertainSeconds: number;
  readonly withheldSeconds: number;
  readonly counted: readonly CountedEntry[];
  readonly excluded: readonly ExcludedEntry[];
  readonly missing: readonly Undetermined[];
  readonly allocated: readonly AllocatedEntry[];
  readonly sifted: SiftedMonth;
}

/** Sifts, allocates and adds up the month's time. For every entry recorded = counted + excluded seconds. */
export function monthTime(situation: Situation): MonthTime {
  const sifted = siftedMonth(situation);
  const counting = sifted.entries.filter(({ ms }) => ms > 0);
  const allocated = allocate(counting);
  const pooled = tally(allocated);
  const seconds = entrySeconds(allocated, pooled.seconds);
  const byEntry = new Map(allocated.map((one) => [one.sifted, one]));
  return {
    minutes: minutesByPool(allocated, pooled, situation),
    pooled,
    uncertainSeconds: sifted.uncertainMs / 1000,
    withheldSeconds: sifted.withheldMs / 1000,
    counted: counting.flatMap((entry) => countedLine(byEntry.get(entry), seconds, situation)),
    excluded: sifted.entries.flatMap((entry) => {
      const own = byEntry.get(entry);
      return excludedLines(entry, own, (own && seconds.get(own)) ?? 0);
    }),
    missing: missingForTime(sifted, situation),
    allocated,
    sifted,
  };
}

/** The two pools are unions of their own entries; a minute both worked in is in both and once in the union. */
function minutesByPool(
  allocated: readonly AllocatedEntry[],
  pooled: Tally,
  situation: Situation,
): CountedMinutes {
  const minutesOf = (pool: CountedEntry["pool"]) => {
    const own = allocated.filter(({ sifted }) => poolOf(sifted.recorded.entry, situation) === pool);
    if (own.length === 0) return 0;
    return wholeMinutes(
      own.length === allocated.length ? pooled : tally(allocate(own.map((one) => one.sifted))),
    );
  };
  return {
    clinical_staff: minutesOf("clinical_staff"),
    practitioner: minutesOf("practitioner"),
    pooled: wholeMinutes(pooled),
  };
}

const wholeMinutes = ({ seconds }: Tally) => Math.floor(seconds / 60);

function countedLine(
  allocated: AllocatedEntry | undefined,
  seconds: EntrySeconds,
  situation: Situation,
): CountedEntry[] {
  if (!allocated || allocated.ms === 0) return [];
  const { entry, index } = allocated.sifted.recorded;
  return [
    {
      id: entry.id,
      pool: poolOf(entry, situation),
      seconds: seconds.get(allocated) ?? 0,
      evidence: evidenceFor(situation.facts, [`/time_entries/${index}`]),
    },
  ];
}
