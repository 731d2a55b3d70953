import type { Question } from "../contract/index.ts";
import type { MonthReading } from "./read-month.ts";

type Pointer = Question["pointer"];

/** What no read of this release can show, and the sentence a person puts their name to. */
const questions: readonly { readonly pointer: Pointer; readonly asks: string; readonly statement: string }[] =
  [
    {
      pointer: "/other_services",
      asks: "Were other care-management services billed or planned for this month?",
      statement:
        "I checked this month for services that exclude or share time with CCM (advanced primary care management, " +
        "principal care management, care plan oversight, monthly dialysis care, transitional care, remote monitoring), " +
        "at this practice and as far as is known elsewhere, and found none.",
    },
    {
      pointer: "/prior_ccm_claims_this_month",
      asks: "Was CCM already billed for this month, by this practice or another?",
      statement:
        "I checked, and no CCM claim exists for this patient and month, by this practice or, as far as is known, another.",
    },
    {
      pointer: "/payer/part_b",
      asks: "Does the patient have Medicare Part B this month?",
      statement:
        "I saw the patient's Medicare card or an eligibility answer: Part B is in force for this month.",
    },
    {
      pointer: "/patient/deceased",
      asks: "Is the patient alive?",
      statement: "I checked, and nothing this practice knows says that the patient has died.",
    },
  ];

/** The words somebody attests to by answering the question at this pointer. */
export function statementOf(pointer: Pointer): string {
  return questions.find((one) => one.pointer === pointer)?.statement ?? "";
}

/** The question asked at this pointer of the facts, or undefined where none is. */
export function questionAt(pointer: string): string | undefined {
  return questions.find((one) => one.pointer === pointer)?.asks;
}

/** The questions open for this month, and those a person has answered. */
export function questionsFor(reading: Pick<MonthReading, "facts" | "shown" | "attested">): Question[] {
  return questions
    .filter(({ pointer }) => reading.attested[pointer] !== undefined || isOpen(pointer, reading))
    .map((one) => ({ ...one, answered: reading.attested[one.pointer] ?? null }));
}

/** Open is what the chart leaves unknown and a person's word could settle. */
function isOpen(pointer: Pointer, { facts, shown }: Pick<MonthReading, "facts" | "shown">): boolean {
  switch (pointer) {
    case "/other_services":
      return facts.other_services === undefined;
    case "/prior_ccm_claims_this_month":
      return facts.prior_ccm_claims_this_month === undefined;
    case "/payer/part_b":
      return facts.payer?.part_b === undefined;
    case "/patient/deceased":
      return (
        facts.patient?.deceased === undefined && shown.patient !== null && shown.patient.deceased === null
      );
  }
}
