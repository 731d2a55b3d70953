import type { MonthCase, MonthFacts, PayerEdit } from "../contract/index.ts";
import { type MonthCalendar, monthCalendar } from "./calendar.ts";
import { type BilledService, billedServices } from "./conflicts/billed-services.ts";
import { type EditsOfMonth, editsOfMonth } from "./edits/edits-of-month.ts";
import { type ConditionCensus, conditionCensus } from "./eligibility/condition-census.ts";
import type { MonthFigures } from "./figures/month-figures.ts";
import { spelled } from "./spelled.ts";

/** What every rule looks at: the month, what is known of it, and the figures in force in it. */
export interface Situation {
  readonly month: string;
  /** As they were given, but for the spelling of codes. */
  readonly facts: MonthFacts;
  readonly figures: MonthFigures;
  /** Null while the practice's time zone is not known: the month then has no edges. */
  readonly calendar: MonthCalendar | null;
  readonly practitioner: string | null;
  /** Null while the conditions are not known. */
  readonly census: ConditionCensus | null;
  /** What is known to be billed for the month, by whoever. */
  readonly billed: readonly BilledService[];
  /** What the patient's payer adds to the rules, or may add. */
  readonly edits: EditsOfMonth;
}

/** Gathers once what the rules share. */
export function situationOf(
  { month, facts: given }: Pick<MonthCase, "month" | "facts">,
  figures: MonthFigures,
  payerEdits: readonly PayerEdit[] = [],
): Situation {
  const facts = spelled(given);
  const zone = facts.practice?.timezone;
  const biller = facts.billing_practitioner?.id;
  return {
    month,
    facts,
    figures,
    calendar: zone === undefined ? null : monthCalendar(month, zone),
    practitioner: biller?.trim() ? biller : null,
    census: facts.conditions ? conditionCensus(facts.conditions) : null,
    billed: billedServices(facts),
    edits: editsOfMonth(payerEdits, month, facts.payer),
  };
}
