import type { MonthFacts } from "../../contract/index.ts";
import { monthCalendar } from "../calendar.ts";
import { carePlanningCode, familyCodes } from "../figures/ccm-codes.ts";
import { figuresFor } from "../figures/month-figures.ts";
import { ruleSetFor } from "../figures/rule-sets.ts";
import { amountOf } from "./amounts.ts";

/** Dollars for one unit of each code of CCM in a month; a code without a sourced rate is left out. */
export function unitAmounts(
  month: string,
  facts: Pick<MonthFacts, "practice" | "stays">,
): { readonly code: string; readonly amount_usd: number }[] {
  if (!ruleSetFor(month, undefined).in_force) return [];
  const zone = facts.practice?.timezone;
  const calendar = zone === undefined ? null : monthCalendar(month, zone);
  const figures = figuresFor(month);
  const rated = { facts, calendar, figures };
  return [...familyCodes(figures.edition), carePlanningCode].flatMap((code) => {
    const amount_usd = amountOf([{ code, units: 1 }], rated);
    return amount_usd === null ? [] : [{ code, amount_usd }];
  });
}
