import type { Undetermined } from "../../contract/index.ts";
import { billedByUs } from "../conflicts/billed-services.ts";
import { hasEdits, payerEditsOn } from "../edits/edit-rule.ts";
import { type EditsOnCode, editsOnCode } from "../edits/edits-on-code.ts";
import { codesOf, type FamilyFigures } from "../figures/ccm-families.ts";
import { all } from "../finding.ts";
import { judge, type Verdict } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import type { PoolTime } from "../time/pool-time.ts";
import { decisionComplexity } from "./decision-complexity.ts";
import { ladderOf, type Rung, shownRungs } from "./ladder.ts";
import { unitEarned } from "./time-rules.ts";

/** What every family is asked about: the month, its time, and the verdicts that hold for CCM as a whole. */
export interface FamilyQuestion {
  readonly situation: Situation;
  readonly time: MonthTime;
  readonly standing: readonly Verdict[];
  readonly requested: readonly string[];
}

/** One family of codes by itself, before the families are compared. */
export interface Family {
  readonly figures: FamilyFigures;
  readonly ladder: readonly Rung[];
  readonly pool: PoolTime;
  /** Whether each rung worth showing is reached. */
  readonly times: readonly { readonly rung: Rung; readonly verdict: Verdict }[];
  /** What the family asks besides time; null where it asks nothing. */
  readonly complexity: Verdict | null;
  /** What the payer's own edits leave of either code. */
  readonly edits: {
    readonly base: EditsOnCode;
    readonly addOn: EditsOnCode;
    readonly verdict: Verdict | null;
  };
  /** The rungs the time reaches and the payer's edits leave. */
  readonly earned: readonly Rung[];
  /** The base code stands: everything asked is met and the time is there. */
  readonly supported: boolean;
  /** Neither supported nor refused: something that decides it is not known. */
  readonly open: boolean;
  /** The rungs reached if the time of which something is not known counts. */
  readonly possible: readonly Rung[];
  /** Codes of the family we already billed for the month. */
  readonly billed: readonly string[];
}

/** Judges one family of the month. */
export function familyOf(figures: FamilyFigures, { situation, time, standing }: FamilyQuestion): Family {
  const ladder = ladderOf(figures);
  const pool = time[figures.pool];
  const codes = codesOf(figures);
  const complexity = figures.asksComplexity ? judge(decisionComplexity, situation, codes) : null;
  const asked = complexity ? [...standing, complexity] : standing;
  const edits = editsOf(figures, situation);
  const earned = ladder.filter((rung) => pool.seconds >= rung.seconds && leaves(edits, rung, figures));
  const times = shownRungs(ladder, pool.seconds).map((rung) => ({
    rung,
    verdict: judge(unitEarned(rung, { figures, pool }), situation, [rung.code]),
  }));
  const ofBase = [times[0]?.verdict, edits.verdict].filter((verdict) => verdict != null);
  return {
    figures,
    ladder,
    pool,
    times,
    complexity,
    edits,
    earned,
    supported: earned.length > 0 && all(asked.map(({ criterion }) => criterion.status)) === "met",
    open: all([...asked, ...ofBase].map(({ criterion }) => criterion.status)) === "unknown",
    possible: ladder.filter(({ seconds }) => pool.seconds + pool.uncertainSeconds >= seconds),
    billed: billedByUs(situation).filter((code) => codes.includes(code)),
  };
}

function editsOf({ base, addOn }: FamilyFigures, situation: Situation): Family["edits"] {
  return {
    base: editsOnCode(base.code, situation),
    addOn: editsOnCode(addOn.code, situation),
    verdict: hasEdits(situation) ? judge(payerEditsOn(base.code), situation, [base.code, addOn.code]) : null,
  };
}

/** Without its base no add-on is left. */
function leaves({ base, addOn }: Family["edits"], { code, unit }: Rung, figures: FamilyFigures): boolean {
  if (base.units < 1) return false;
  return unit <= (code === figures.base.code ? base : addOn).units;
}

/** What nobody knows of a family; where more than time is open, the family's own code is named too. */
export function undeterminedOf({ times, complexity, edits, figures }: Family): Undetermined[] {
  const ofEdits = [...edits.base.missing, ...edits.addOn.missing];
  const open = [
    ...(complexity?.criterion.status === "unknown" ? complexity.missing : []),
    ...edits.base.missing,
  ];
  const [first] = open;
  return [
    ...times.flatMap(({ verdict }) => verdict.missing),
    ...(complexity?.missing ?? []),
    ...ofEdits,
    ...(first ? [{ what: figures.base.code, missing: open.map(({ missing }) => missing).join("; ") }] : []),
  ];
}

/** Time nobody has read, or that has no month to fall in, says nothing of a threshold. */
export const isTimeKnown = ({ facts, calendar }: Situation): boolean =>
  facts.time_entries !== undefined && calendar !== null;
