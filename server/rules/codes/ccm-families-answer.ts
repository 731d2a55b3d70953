import type { BlockedCode, Criterion, Readiness, Threshold, Undetermined } from "../../contract/index.ts";
import { codesOf } from "../figures/ccm-families.ts";
import { judge } from "../proof/verdict.ts";
import { blockedOf } from "./blocked-codes.ts";
import { oneFamily } from "./exclusion.ts";
import { type Family, type FamilyQuestion, familyOf, undeterminedOf } from "./family.ts";
import { nextCodes } from "./next-codes.ts";
import { type ReportedCodes, reportedCodes } from "./reported-codes.ts";
import { type Selection, selectFamily } from "./selection.ts";

/** What the families of CCM, compared with each other, say of the month. */
export interface FamiliesAnswer {
  readonly selection: Selection;
  readonly reported: ReportedCodes;
  readonly blocked: readonly BlockedCode[];
  readonly criteria: readonly Criterion[];
  readonly thresholds: readonly Threshold[];
  readonly next: Readiness["next"];
  readonly undetermined: readonly Undetermined[];
}

/** Judges every family the version of the rules evaluates, recommends one, and says why not the others. */
export function familiesAnswer(question: FamilyQuestion): FamiliesAnswer {
  const { situation } = question;
  const families = situation.figures.families.map((figures) => familyOf(figures, question));
  const selection = selectFamily(families, situation);
  const reported = reportedCodes(selection);
  return {
    selection,
    reported,
    blocked: families.flatMap((family) => blockedOf(family, { ...question, selection, reported })),
    criteria: families.flatMap((family) => criteriaOf(family, selection, question)),
    thresholds: families.flatMap(thresholdsOf),
    next: nextCodes(selection, situation),
    undetermined: families.flatMap(undeterminedOf),
  };
}

function criteriaOf(family: Family, selection: Selection, { situation }: FamilyQuestion): Criterion[] {
  const codes = codesOf(family.figures);
  const compared =
    selection.families.length > 1 ? [judge(oneFamily(family, selection), situation, codes)] : [];
  return [
    ...family.times.map(({ verdict }) => verdict.criterion),
    ...(family.complexity ? [family.complexity.criterion] : []),
    ...(family.edits.verdict ? [family.edits.verdict.criterion] : []),
    ...compared.map(({ criterion }) => criterion),
  ];
}

function thresholdsOf({ times, pool }: Family): Threshold[] {
  return times.map(({ rung: { code, unit, seconds } }) => ({
    code,
    unit,
    seconds_needed: seconds,
    seconds_counted: pool.seconds,
    reached_on: pool.reached(seconds),
  }));
}
