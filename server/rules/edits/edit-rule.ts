import { met, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { editsOnCode } from "./edits-on-code.ts";

/** Whether the payer's own edits let a code through; asked only where the policy holds edits in force. */
export function payerEditsOn(code: string): Rule {
  return {
    id: `payer_edits_${code}`,
    sentence: `No edit of the payer's own blocks ${code} in the month.`,
    source: "POLICY",
    reads: ["/payer", "/other_services", "/prior_authorizations"],
    judge(situation) {
      const { units, reasons, missing } = editsOnCode(code, situation);
      if (units >= 1) return met(`No payer edit given blocks ${code}.`);
      const [first] = reasons;
      if (first) return unmet(first.reason, reasons.map(({ detail }) => detail).join(" "));
      return { status: "unknown", missing };
    },
  };
}

/** Whether the policy holds edits that are, or may be, this payer's in this month. */
export const hasEdits = ({ edits }: Situation): boolean => edits.applying.length + edits.open.length > 0;
