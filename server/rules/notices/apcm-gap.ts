import type { Gap, Readiness } from "../../contract/index.ts";
import { amountOf } from "../codes/amounts.ts";
import { billedServices } from "../conflicts/billed-services.ts";
import { apcmCodes } from "../figures/conflicting-services.ts";
import type { Situation } from "../situation.ts";
import { gap } from "./gap.ts";

/** APCM asks no minutes. With two conditions it is G0557, for a Qualified Medicare Beneficiary G0558. */
export function apcmGap(
  situation: Situation,
  { eligible, amount_usd }: Pick<Readiness, "eligible" | "amount_usd">,
): Gap[] {
  const qmb = situation.facts.patient?.qmb;
  const chosen = billedServices(situation.facts).some(({ code }) => apcmCodes.has(code));
  if (eligible !== true || qmb === undefined || amount_usd === null || chosen) return [];
  const code = qmb ? "G0558" : "G0557";
  const apcm = amountOf([{ code, units: 1 }], situation);
  if (apcm === null || apcm <= amount_usd) return [];
  return [
    gap("apcm_alternative_available", `${code} would pay ${apcm.toFixed(2)} USD where all it asks is met.`),
  ];
}
