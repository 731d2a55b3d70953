import type { BlockedCode, Readiness } from "../../contract/index.ts";
import { billedByUs } from "../conflicts/billed-services.ts";
import { editsOnCode } from "../edits/edits-on-code.ts";
import { generalCcmCode } from "../figures/ccm-codes.ts";
import type { Reason } from "../finding.ts";
import type { Situation } from "../situation.ts";
import { type FamilyQuestion, isTimeKnown } from "./family.ts";
import type { Selection } from "./selection.ts";
import { timeReasons } from "./time-rules.ts";

/**
 * Why the general code of rural and federally qualified health centers is not what is submitted: answered for such
 * a practice, and wherever it is asked for. It is never in `codes`: while it was in force such a practice could use
 * the codes of CCM, which have a sourced amount.
 */
export function generalCodeBlocked(question: FamilyQuestion, selection: Selection): BlockedCode[] {
  if (!isEvaluated(question.situation) || !isAsked(question)) return [];
  return reasonsOf(question, selection).map((reason) => ({ code: generalCcmCode, ...reason }));
}

function isAsked({ situation: { facts, figures }, requested }: FamilyQuestion): boolean {
  return requested.includes(generalCcmCode) || figures.nationalRatePractices.has(facts.practice?.type ?? "");
}

function reasonsOf({ situation, standing, time }: FamilyQuestion, { chosen, families }: Selection): Reason[] {
  const { generalCode } = situation.figures;
  const billed = families.flatMap((family) => family.billed);
  const isBilled = billedByUs(situation).includes(generalCcmCode);
  return [
    ...(generalCode ? wrongPractice(situation) : [sunset]),
    ...(isBilled ? [duplicate] : []),
    ...standing.flatMap(({ reasons }) => reasons),
    ...(generalCode && isTimeKnown(situation) ? timeReasons(generalCode.minutes * 60, time.pooled) : []),
    ...(chosen || billed.length > 0 ? [besideCcm] : []),
  ];
}

const sunset: Reason = {
  reason: "g0511_sunset",
  detail: "G0511 is not paid for services from October 2025; the codes of CCM are billed instead.",
};

const duplicate: Reason = { reason: "duplicate_claim", detail: "G0511 is already billed for this month." };

const besideCcm: Reason = {
  reason: "mutually_exclusive_ccm_family",
  detail: "The codes of CCM are recommended or billed; a month carries either them or G0511.",
};

function wrongPractice({ facts, figures }: Situation): Reason[] {
  const type = facts.practice?.type;
  if (type === undefined || figures.generalCode?.practices.has(type)) return [];
  return [
    {
      reason: "g0511_not_rhc_or_fqhc",
      detail: "G0511 is for rural and federally qualified health centers only.",
    },
  ];
}

/** The general code as the other set such a practice could submit, where it was in force. */
export function generalCodeAlternative(
  { chosen }: Selection,
  situation: Situation,
): Readiness["alternatives"] {
  if (!chosen || !mayUseGeneralCode(situation) || editsOnCode(generalCcmCode, situation).units < 1) return [];
  const codes = [{ code: generalCcmCode, units: 1 }];
  return [{ codes, amount_usd: null, needs: ["G0511 stands for all care management of the month."] }];
}

/** Whether the practice may bill the general code in the month. */
export function mayUseGeneralCode(situation: Situation): boolean {
  const type = situation.facts.practice?.type;
  return (
    isEvaluated(situation) &&
    type !== undefined &&
    situation.figures.generalCode?.practices.has(type) === true
  );
}

const isEvaluated = ({ figures }: Situation) => figures.edition.evaluates.has("general_code");
