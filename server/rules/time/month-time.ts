import type { CountedEntry, CountedMinutes, ExcludedEntry, Undetermined } from "../../contract/index.ts";
import { evidenceFor } from "../proof/evidence.ts";
import type { Situation } from "../situation.ts";
import { type AllocatedEntry, allocate } from "./allocation.ts";
import { type EntrySeconds, entrySeconds } from "./entry-seconds.ts";
import { excludedLines } from "./excluded-lines.ts";
import { missingForTime } from "./missing-for-time.ts";
import { poolOf } from "./pool.ts";
import { type PoolTime, pooledTime, practitionerTime } from "./pool-time.ts";
import { type SiftedMonth, siftedMonth } from "./sifted-month.ts";
import { type Tally, tally } from "./tally.ts";

/** What a month's recorded time comes to, and where every second of it went. */
export interface MonthTime {
  readonly minutes: CountedMinutes;
  /** Staff and practitioner time together, no minute twice. */
  readonly pooled: PoolTime;
  /** The billing practitioner's own work, no minute twice; a minute staff worked in as well is in it too. */
  readonly practitioner: PoolTime;
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
  const missing = missingForTime(sifted, situation);
  const everything = tally(allocated);
  const ofPool = (pool: CountedEntry["pool"]) => tallyOf(pool, { allocated, everything, situation });
  const practitioner = ofPool("practitioner");
  const pooled = pooledTime(everything, sifted, missing);
  const seconds = entrySeconds(allocated, pooled.seconds);
  const byEntry = new Map(allocated.map((one) => [one.sifted, one]));
  return {
    minutes: {
      clinical_staff: wholeMinutes(ofPool("clinical_staff")),
      practitioner: wholeMinutes(practitioner),
      pooled: wholeMinutes(everything),
    },
    pooled,
    practitioner: practitionerTime(practitioner, { sifted, missing, situation }),
    counted: counting.flatMap((entry) => countedLine(byEntry.get(entry), seconds, situation)),
    excluded: sifted.entries.flatMap((entry) => {
      const own = byEntry.get(entry);
      return excludedLines(entry, own, (own && seconds.get(own)) ?? 0);
    }),
    missing,
    allocated,
    sifted,
  };
}

interface Counted {
  readonly allocated: readonly AllocatedEntry[];
  readonly everything: Tally;
  readonly situation: Situation;
}

/** A pool is the union of its own entries; a minute both worked in is in both and once in the whole. */
function tallyOf(pool: CountedEntry["pool"], { allocated, everything, situation }: Counted): Tally {
  const own = allocated.filter(({ sifted }) => poolOf(sifted.recorded.entry, situation) === pool);
  return own.length === allocated.length ? everything : tally(allocate(own.map(({ sifted }) => sifted)));
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
