import type { Edition, RulePart } from "./rule-sets.ts";

interface CcmCodes {
  readonly part: RulePart;
  /** The code that is answered in every month, asked for or not. */
  readonly base: string;
  readonly codes: readonly string[];
  readonly service: string;
}

/** The codes of CCM that exclude each other in a month, and care planning beside the initiating visit. */
const ccmCodes: readonly CcmCodes[] = [
  { part: "staff", base: "99490", codes: ["99490", "99439"], service: "CCM by staff time, with 99439" },
  {
    part: "practitioner",
    base: "99491",
    codes: ["99491", "99437"],
    service: "CCM by the practitioner in person, with 99437",
  },
  { part: "complex", base: "99487", codes: ["99487", "99489"], service: "complex CCM, with 99489" },
  {
    part: "care_planning",
    base: "G0506",
    codes: ["G0506"],
    service: "care planning beside the initiating visit",
  },
];

/** The general code of rural and federally qualified health centers. */
export const generalCcmCode = "G0511";

/** Care planning beside the initiating visit; billed together with any family. */
export const carePlanningCode = "G0506";

/** Codes of which one practitioner a month bills one family. */
export const exclusiveCcmCodes: ReadonlySet<string> = new Set([
  ...ccmCodes.filter(({ base }) => base !== carePlanningCode).flatMap(({ codes }) => codes),
  generalCcmCode,
]);

/** The codes of the families a version of the rules evaluates. */
export function familyCodes({ evaluates }: Edition): ReadonlySet<string> {
  return new Set(
    ccmCodes
      .filter(({ part, base }) => evaluates.has(part) && base !== carePlanningCode)
      .flatMap(({ codes }) => codes),
  );
}

/** Exclusive codes a version of the rules cannot compare with those it evaluates: billed by us, one excludes them. */
export function incomparableCodes(edition: Edition): ReadonlySet<string> {
  const compared = familyCodes(edition);
  return new Set([...exclusiveCcmCodes].filter((code) => !compared.has(code)));
}

/** Base codes of CCM that a version of the rules does not evaluate: undetermined, never ready. */
export function notEvaluatedBy({ evaluates }: Edition): readonly CcmCodes[] {
  return ccmCodes.filter(({ part }) => !evaluates.has(part));
}

/** Add-ons outside the families evaluated, and the codes of which one must be reported with them. */
export const addOnBases: ReadonlyMap<string, readonly string[]> = new Map([
  ["99437", ["99491"]],
  ["99489", ["99487"]],
  ["99425", ["99424"]],
  ["99427", ["99426"]],
  ["99458", ["99457"]],
  ["99494", ["99492", "99493"]],
  ["G0022", ["G0019"]],
  ["G0024", ["G0023"]],
  ["G0146", ["G0140"]],
  ["G0568", ["G0556", "G0557", "G0558"]],
  ["G0569", ["G0556", "G0557", "G0558"]],
  ["G0570", ["G0556", "G0557", "G0558"]],
]);

/** Status I on the fee schedule: Medicare pays these under no circumstances. Source: RVU26C. */
export const invalidForMedicare: ReadonlySet<string> = new Set(["99358", "99359"]);
