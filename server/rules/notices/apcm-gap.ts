import type { Gap, Readiness } from "../../contract/index.ts";
import { amountOf } from "../codes/amounts.ts";
import { otherFamilies, staffFamilyCodes } from "../figures/ccm-codes.ts";
import { apcmCodes } from "../figures/conflicting-services.ts";
import type { Situation } from "../situation.ts";
import { gap } from "./gap.ts";

/** APCM asks no minutes; its level for two conditions and a Qualified Medicare Beneficiary. */
const levelForBeneficiary = "G0558";

/** Only a beneficiary's level of APCM can pay more than CCM that is ready. */
export function apcmGap(
  situation: Situation,
  { eligible, amount_usd }: Pick<Readiness, "eligible" | "amount_usd">,
): Gap[] {
  if (eligible !== true || situation.facts.patient?.qmb !== true || isChosen(situation)) return [];
  const apcm = amountOf([{ code: levelForBeneficiary, units: 1 }], situation);
  if (apcm === null || amount_usd === null || apcm <= amount_usd) return [];
  const detail = `${levelForBeneficiary} would pay ${apcm.toFixed(2)} USD where all it asks is met.`;
  return [gap("apcm_alternative_available", detail)];
}

/** Whether CCM or APCM is billed for the month already. */
const isChosen = ({ billed }: Situation) =>
  billed.some(({ code }) => [apcmCodes, staffFamilyCodes, otherFamilies].some((codes) => codes.has(code)));
