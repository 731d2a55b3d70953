import type { Undetermined } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { mayBePractitioners, poolOf } from "./pool.ts";
import type { EntryOutcome, SiftedMonth } from "./sifted-month.ts";
import type { Tally } from "./tally.ts";

/** The counted time of one pool, and what could still join it. */
export interface PoolTime extends Tally {
  /** Seconds that would count if what is not known of them were so; Infinity where even the length is not. */
  readonly uncertainSeconds: number;
  /** Seconds that would count if they were claimed for CCM alone. */
  readonly withheldSeconds: number;
  /** What nobody knows of the uncertain seconds. */
  readonly missing: readonly Undetermined[];
}

/** Staff and practitioner together. */
export function pooledTime(
  counted: Tally,
  { outcomes }: SiftedMonth,
  missing: readonly Undetermined[],
): PoolTime {
  return { ...counted, ...openSeconds(outcomes), missing };
}

interface Around {
  readonly sifted: SiftedMonth;
  readonly missing: readonly Undetermined[];
  readonly situation: Situation;
}

/** The billing practitioner's own; while nobody knows who bills, any practitioner's time may be. */
export function practitionerTime(counted: Tally, { sifted, missing, situation }: Around): PoolTime {
  const own = sifted.outcomes.filter(({ sifted: { recorded } }) =>
    mayBePractitioners(recorded.entry, situation),
  );
  const { uncertainSeconds, withheldSeconds } = openSeconds(own);
  const unassigned = own
    .filter(({ sifted: { recorded } }) => poolOf(recorded.entry, situation) !== "practitioner")
    .reduce((sum, { sifted: { ms } }) => sum + ms, 0);
  return {
    ...counted,
    uncertainSeconds: uncertainSeconds + unassigned / 1000,
    withheldSeconds,
    missing: unassigned > 0 ? [...missing, { what: "billing_practitioner", missing: "who bills" }] : missing,
  };
}

function openSeconds(outcomes: readonly EntryOutcome[]) {
  return {
    uncertainSeconds: outcomes.reduce((sum, { uncertainMs }) => sum + uncertainMs, 0) / 1000,
    withheldSeconds: outcomes.reduce((sum, { withheldMs }) => sum + withheldMs, 0) / 1000,
  };
}
