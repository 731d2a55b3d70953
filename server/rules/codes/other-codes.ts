import type { BlockedCode, CodeUnits, Undetermined } from "../../contract/index.ts";
import { billedByUs, requestedCodes } from "../conflicts/billed-services.ts";
import { editsOnCode } from "../edits/edits-on-code.ts";
import {
  addOnBases,
  carePlanningCode,
  exclusiveCcmCodes,
  familyCodes,
  generalCcmCode,
  invalidForMedicare,
  notEvaluatedBy,
} from "../figures/ccm-codes.ts";
import { conflictingServices } from "../figures/conflicting-services.ts";
import type { Edition } from "../figures/rule-sets.ts";
import type { Reason } from "../finding.ts";
import { once } from "../proof/verdict.ts";
import { askedReasons } from "../siblings/asked-codes.ts";
import type { SiblingTime } from "../siblings/sibling-time.ts";
import type { Situation } from "../situation.ts";
import type { FamilyQuestion } from "./family.ts";

/** The families this version of the rules does not evaluate: undetermined, never ready, blocked only where asked for. */
export function familiesNotEvaluated(edition: Edition): Undetermined[] {
  return notEvaluatedBy(edition).map(({ base, service }) => ({
    what: base,
    missing: `this rule set does not evaluate ${service} yet`,
  }));
}

/** What a code asked for is judged by besides the month: the time of other programmes, and the CCM that is ready. */
interface Requests extends FamilyQuestion {
  readonly siblings: SiblingTime;
  readonly ready: readonly CodeUnits[];
}

/** Why each code asked for outside the CCM codes evaluated is not in `codes`. */
export function blockedRequests(requests: Requests): BlockedCode[] {
  const { situation, requested } = requests;
  const answered = answeredElsewhere(situation.figures.edition);
  return requested
    .filter((code) => !answered.has(code))
    .flatMap((code) => reasonsOf(code, requests).map((reason) => ({ code, ...reason })));
}

function reasonsOf(code: string, { situation, siblings, standing, ready }: Requests): readonly Reason[] {
  const ruled = ruledOut(code, situation, ready);
  const own = [...(ruled ? [ruled] : []), ...payersReasons(code, situation, ready)];
  const asked = evaluatesSiblings(situation) ? askedReasons(code, { situation, time: siblings }) : null;
  const common = asked ? standing.flatMap(({ reasons }) => reasons).filter(isOfEveryProgramme) : [];
  const refused = [...common, ...own, ...(asked ?? []).filter(({ reason }) => reason !== "sibling_program")];
  if (refused.length > 0) return once(refused, ({ reason }) => reason);
  return asked ?? [notAnswered(code)];
}

const evaluatesSiblings = ({ figures }: Situation) => figures.edition.evaluates.has("siblings");

/** What rules out any service of Medicare's Part B, not CCM alone. */
const everyProgrammes: ReadonlySet<string> = new Set([
  "no_part_b",
  "not_medicare",
  "deceased_before_service",
]);

const isOfEveryProgramme = ({ reason }: Reason) => everyProgrammes.has(reason);

/** The payer's edits of a code, beside what is billed and what is ready. */
function payersReasons(code: string, situation: Situation, ready: readonly CodeUnits[]): readonly Reason[] {
  const beside = ready.map((one) => ({ code: one.code, by: undefined }));
  const { units, reasons } = editsOnCode(code, { ...situation, billed: [...situation.billed, ...beside] });
  return units < 1 ? reasons : [];
}

function answeredElsewhere(edition: Edition): ReadonlySet<string> {
  return new Set([
    ...familyCodes(edition),
    ...(edition.evaluates.has("care_planning") ? [carePlanningCode] : []),
    ...(edition.evaluates.has("general_code") ? [generalCcmCode] : []),
  ]);
}

/** Codes of CCM asked for that are neither ready nor refused, since something that decides them is not known. */
export function openRequests(
  { facts, figures }: Situation,
  ready: readonly CodeUnits[],
  blocked: readonly BlockedCode[],
): BlockedCode[] {
  if (!figures.edition.evaluates.has("care_planning")) return [];
  const named = new Set([...ready, ...blocked].map(({ code }) => code));
  return requestedCodes(facts)
    .filter((code) => !named.has(code))
    .map((code) => ({
      code,
      reason: "undetermined",
      detail: `${code} may be ready: not everything that decides it is known.`,
    }));
}

function ruledOut(code: string, situation: Situation, ready: readonly CodeUnits[]): Reason | null {
  return invalidRequest(code) ?? addOnWithoutBase(code, situation) ?? besideCcm(code, situation, ready);
}

function notAnswered(code: string): Reason {
  return {
    reason: "not_evaluated",
    detail: `This rule set does not evaluate ${code}: neither ready nor ruled out.`,
  };
}

function invalidRequest(code: string): Reason | null {
  if (!invalidForMedicare.has(code)) return null;
  return { reason: "invalid_for_medicare", detail: `Medicare does not pay ${code}.` };
}

function addOnWithoutBase(code: string, situation: Situation): Reason | null {
  const bases = addOnBases.get(code);
  if (!bases || bases.some((base) => isReported(base, situation))) return null;
  const detail = `${code} is billed only with ${bases.join(" or ")}, which is neither billed nor asked for.`;
  return { reason: "addon_without_base", detail };
}

function isReported(base: string, { facts, billed }: Situation): boolean {
  return requestedCodes(facts).includes(base) || billed.some(({ code }) => code === base);
}

/** A service that excludes CCM, or another family of it, where CCM of ours is ready or already billed. */
function besideCcm(code: string, situation: Situation, ready: readonly CodeUnits[]): Reason | null {
  const compared = familyCodes(situation.figures.edition);
  const ours = [...ready.map((one) => one.code), ...billedByUs(situation)];
  const ccm = ours.find((one) => compared.has(one));
  if (ccm === undefined) return null;
  const conflict = conflictingServices.find(({ codes }) => codes.has(code));
  if (conflict) return { reason: conflict.reason, detail: `${ccm} is ready or billed. ${conflict.sentence}` };
  if (!exclusiveCcmCodes.has(code)) return null;
  return {
    reason: "mutually_exclusive_ccm_family",
    detail: `${ccm} is ready or billed, and the families of CCM exclude each other in a month.`,
  };
}

/** Codes asked for that these rules neither evaluate nor rule out, or of which something is not known. */
export function unansweredRequests(blocked: readonly BlockedCode[], edition: Edition): Undetermined[] {
  const listed = new Set(notEvaluatedBy(edition).map(({ base }) => base));
  const own = answeredElsewhere(edition);
  return blocked.flatMap(({ code, reason, detail }) => {
    if (reason === "undetermined" && !own.has(code)) return [{ what: code, missing: detail }];
    if (reason !== "not_evaluated" || listed.has(code)) return [];
    return [{ what: code, missing: `this rule set does not evaluate ${code}, which was asked for` }];
  });
}
