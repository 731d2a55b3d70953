import type { MonthView } from "../../server/contract/api.ts";
import { money } from "../ui/format.ts";
import { supportedWords } from "./answers.ts";
import type { Rung } from "./ladder.ts";

/** What this rung adds: `$66.13` for the first of a family, `+ $50.44` above it; says so where no rate is known. */
export function amountOf({ code, first }: Rung, unitAmounts: MonthView["unit_amounts"]): string {
  const amount = unitAmounts.find((one) => one.code === code)?.amount_usd;
  if (amount === undefined) return "Not known";
  return first ? money(amount) : `+ ${money(amount)}`;
}

/** The set the record supports and its amount, in one sentence. */
export function totalWords({ readiness }: MonthView): string {
  return `${supportedWords(readiness)}.`;
}
