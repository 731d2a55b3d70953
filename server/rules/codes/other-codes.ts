import type { BlockedCode, Undetermined } from "../../contract/index.ts";
import { requestedCodes } from "../conflicts/billed-services.ts";
import { addOnBases, invalidForMedicare, notEvaluated, staffFamilyCodes } from "../figures/ccm-codes.ts";
import type { Situation } from "../situation.ts";

/** The families this rule set does not evaluate: undetermined, never ready, never blocked. */
export function familiesNotEvaluated(): Undetermined[] {
  return notEvaluated.map(({ code, service }) => ({
    what: code,
    missing: `this rule set does not evaluate ${service} yet`,
  }));
}

/** Codes asked for outside the staff family that no month could support as they stand. */
export function blockedRequests(situation: Situation): BlockedCode[] {
  return requestedCodes(situation.facts).flatMap((code) => [
    ...invalidRequest(code),
    ...addOnWithoutBase(code, situation),
  ]);
}

function invalidRequest(code: string): BlockedCode[] {
  if (!invalidForMedicare.has(code)) return [];
  return [{ code, reason: "invalid_for_medicare", detail: `Medicare does not pay ${code}.` }];
}

function addOnWithoutBase(code: string, situation: Situation): BlockedCode[] {
  const bases = addOnBases.get(code);
  if (!bases || bases.some((base) => isReported(base, situation))) return [];
  const detail = `${code} is billed only with ${bases.join(" or ")}.`;
  return [{ code, reason: "addon_without_base", detail }];
}

function isReported(base: string, { facts, billed }: Situation): boolean {
  return requestedCodes(facts).includes(base) || billed.some(({ code }) => code === base);
}

/** Codes asked for that this rule set neither evaluates nor rules out. */
export function unansweredRequests(situation: Situation): Undetermined[] {
  const answered = new Set([
    ...staffFamilyCodes,
    ...notEvaluated.map(({ code }) => code),
    ...blockedRequests(situation).map(({ code }) => code),
  ]);
  return requestedCodes(situation.facts)
    .filter((code) => !answered.has(code))
    .map((code) => ({ what: code, missing: `this rule set does not evaluate ${code}, which was asked for` }));
}
