import type { BlockedCode, CodeUnits, Undetermined } from "../../contract/index.ts";
import { billedByUs, requestedCodes } from "../conflicts/billed-services.ts";
import {
  addOnBases,
  invalidForMedicare,
  notEvaluated,
  otherFamilies,
  staffFamilyCodes,
} from "../figures/ccm-codes.ts";
import { conflictingServices } from "../figures/conflicting-services.ts";
import type { Reason } from "../finding.ts";
import type { Situation } from "../situation.ts";

/** The families this rule set does not evaluate: undetermined, never ready, blocked only where asked for. */
export function familiesNotEvaluated(): Undetermined[] {
  return notEvaluated.map(({ code, service }) => ({
    what: code,
    missing: `this rule set does not evaluate ${service} yet`,
  }));
}

/** Why each code asked for outside the staff family is not in `codes`. */
export function blockedRequests(situation: Situation, ready: readonly CodeUnits[]): BlockedCode[] {
  return requestedCodes(situation.facts)
    .filter((code) => !staffFamilyCodes.has(code))
    .map((code) => ({ code, ...(ruledOut(code, situation, ready) ?? notAnswered(code)) }));
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
  const ours = [...ready.map((one) => one.code), ...billedByUs(situation)];
  const ccm = ours.find((one) => staffFamilyCodes.has(one));
  if (ccm === undefined) return null;
  const conflict = conflictingServices.find(({ codes }) => codes.has(code));
  if (conflict) return { reason: conflict.reason, detail: `${ccm} is ready or billed. ${conflict.sentence}` };
  if (!otherFamilies.has(code)) return null;
  return {
    reason: "mutually_exclusive_ccm_family",
    detail: `${ccm} is ready or billed, and the families of CCM exclude each other in a month.`,
  };
}

/** Codes asked for that this rule set neither evaluates nor rules out. */
export function unansweredRequests(blocked: readonly BlockedCode[]): Undetermined[] {
  const listed = new Set(notEvaluated.map(({ code }) => code));
  return blocked
    .filter(({ code, reason }) => reason === "not_evaluated" && !listed.has(code))
    .map(({ code }) => ({
      what: code,
      missing: `this rule set does not evaluate ${code}, which was asked for`,
    }));
}
