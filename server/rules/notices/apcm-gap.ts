import type { Gap } from "../../contract/index.ts";
import { amountOf } from "../codes/amounts.ts";
import { exclusiveCcmCodes } from "../figures/ccm-codes.ts";
import { apcmCodes } from "../figures/conflicting-services.ts";
import { apcmLevel } from "../siblings/primary-care-level.ts";
import type { Situation } from "../situation.ts";
import { gap } from "./gap.ts";

interface Said {
  /** Everything CCM asks but time is met, so that what is ready is all there is. */
  readonly stands: boolean;
  readonly amount_usd: number | null;
}

/** APCM pays more than the CCM that is ready, as far as it is known. */
export function apcmGap(situation: Situation, { stands, amount_usd }: Said): Gap[] {
  if (!stands || amount_usd === null || isChosen(situation)) return [];
  const code = apcmLevel(situation);
  const apcm = amountOf([{ code, units: 1 }], situation);
  if (apcm === null || apcm <= amount_usd) return [];
  return [
    gap("apcm_alternative_available", `${code} would pay ${apcm.toFixed(2)} USD where all it asks is met.`),
  ];
}

/** Whether CCM or APCM is billed for the month already. */
const isChosen = ({ billed }: Situation) =>
  billed.some(({ code }) => apcmCodes.has(code) || exclusiveCcmCodes.has(code));
