import type { Question } from "../../server/contract/api.ts";

/** What the button under a question says. It names the answer, so that nobody confirms without knowing what. */
export const confirmWords: Record<Question["pointer"], string> = {
  "/other_services": "Confirm: none billed",
  "/prior_ccm_claims_this_month": "Confirm: no CCM claim",
  "/payer/part_b": "Confirm: Part B in force",
  "/patient/deceased": "Confirm: patient is alive",
};
