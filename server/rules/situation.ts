import type { MonthFacts } from "../contract/index.ts";
import { type MonthCalendar, monthCalendar } from "./calendar.ts";
import { type BilledService, billedServices } from "./conflicts/billed-services.ts";
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
}

/** Gathers once what the rules share. */
export function situationOf(month: string, given: MonthFacts, figures: MonthFigures): Situation {
  const facts = spelled(given);
  const zone = facts.practice?.timezone;
  return {
    month,
    facts,
    figures,
    calendar: zone === undefined ? null : monthCalendar(month, zone),
    practitioner: facts.billing_practitioner?.id ?? null,
    census: facts.conditions ? conditionCensus(facts.conditions) : null,
    billed: billedServices(facts),
  };
}
