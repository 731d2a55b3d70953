import type { BlockedCode } from "../../contract/index.ts";
import type { Reason } from "../finding.ts";
import { exclusionOf } from "./exclusion.ts";
import { type Family, type FamilyQuestion, isTimeKnown } from "./family.ts";
import { capSeconds } from "./ladder.ts";
import type { ReportedCodes } from "./reported-codes.ts";
import type { Selection } from "./selection.ts";
import { timeReasons } from "./time-rules.ts";

/** The month's question, the families compared, and what of them is submitted. */
export interface Blocking extends FamilyQuestion {
  readonly selection: Selection;
  readonly reported: ReportedCodes;
}

/** Why the base code and the next add-on of a family are not ready, every reason, the deciding one first. */
export function blockedOf(family: Family, blocking: Blocking): BlockedCode[] {
  const { base, addOn } = family.figures;
  return [
    ...reasonsOfBase(family, blocking).map((reason) => ({ code: base.code, ...reason })),
    ...reasonsOfAddOn(family, blocking).map((reason) => ({ code: addOn.code, ...reason })),
  ];
}

function reasonsOfBase(family: Family, { standing, situation, selection }: Blocking): Reason[] {
  const { figures, billed, pool, complexity } = family;
  const duplicate = billed.includes(figures.base.code) ? [duplicateOf(figures.base.code)] : [];
  const own = [
    ...duplicate,
    ...(isTimeKnown(situation) ? timeReasons(figures.base.minutes * 60, pool) : []),
    ...(complexity?.reasons ?? []),
    ...(family.edits.base.units < 1 ? family.edits.base.reasons : []),
  ];
  const excluded = exclusionOf(family, selection);
  const isReplaced = duplicate.length > 0 && selection.chosen !== null;
  return isReplaced
    ? [...excluded, ...own]
    : [...standing.flatMap(({ reasons }) => reasons), ...own, ...excluded];
}

/** The next add-on is answered once its base is reported, now or before; without a base only when asked for. */
function reasonsOfAddOn(family: Family, blocking: Blocking): Reason[] {
  const { figures, billed, ladder, pool } = family;
  const { base, addOn } = figures;
  const duplicate = billed.includes(addOn.code) ? [duplicateOf(addOn.code)] : [];
  const excluded = exclusionOf(family, blocking.selection);
  const isReported = blocking.reported.codes.some(({ code }) => code === base.code);
  const hasBase = excluded.length === 0 && (billed.includes(base.code) || isReported);
  if (!hasBase) {
    const asked = blocking.requested.includes(addOn.code);
    return asked ? [withoutBase(family, blocking), ...duplicate, ...excluded] : duplicate;
  }
  const own = [...duplicate, ...editedAddOn(family)];
  const next = ladder.slice(1).find(({ seconds }) => pool.seconds < seconds);
  if (next) return [...own, ...timeReasons(next.seconds, pool)];
  return pool.seconds >= capSeconds(figures) ? [...own, limitOf(family)] : own;
}

/** The payer's reasons, once they cost a unit the time reaches or leave none at all. */
function editedAddOn({ edits: { addOn }, ladder, pool }: Family): readonly Reason[] {
  const reached = ladder.slice(1).filter(({ seconds }) => pool.seconds >= seconds).length;
  return addOn.units < Math.max(1, reached) ? addOn.reasons : [];
}

const duplicateOf = (code: string): Reason => ({
  reason: "duplicate_claim",
  detail: `${code} is already billed for this month.`,
});

function withoutBase(family: Family, blocking: Blocking): Reason {
  const { base, addOn } = family.figures;
  const firm = reasonsOfBase(family, blocking).length > 0;
  const state = firm ? "is not ready" : "may be ready: not everything that decides it is known";
  return {
    reason: "addon_without_base",
    detail: `${addOn.code} is billed only with ${base.code}, which ${state}.`,
  };
}

function limitOf({ figures: { addOn } }: Family): Reason {
  const { code, units, limit } = addOn;
  const detail =
    limit === "unit_cap"
      ? `${code} is billed at most twice in a month, however much time is counted.`
      : `Time for more than ${units} units of ${code} is counted; Medicare's edit of unlikely units lets ${units} through.`;
  return { reason: limit, detail };
}
