import type { Attestation, Evidence, MonthFacts } from "../server/contract/index.ts";
import { evidenceOfRead } from "./evidence.ts";
import { attestedFacts } from "./facts/attested-facts.ts";
import { carePlanFacts } from "./facts/care-plan-facts.ts";
import type { Chart, FactSource, FactsInput, Known } from "./facts/chart.ts";
import { complexityFacts } from "./facts/complexity-facts.ts";
import { conditionFacts } from "./facts/condition-facts.ts";
import { consentFacts } from "./facts/consent-facts.ts";
import { coverageFacts } from "./facts/coverage-facts.ts";
import { encounterFacts } from "./facts/encounter-facts.ts";
import { enrolmentFacts } from "./facts/enrolment-facts.ts";
import { locatedEncounters } from "./facts/located-encounters.ts";
import { patientFacts } from "./facts/patient-facts.ts";
import { type ShownChart, shownChart } from "./facts/shown-chart.ts";
import { timeEntryFacts } from "./facts/time-entry-facts.ts";
import { dayIn } from "./fhir-date.ts";
import { recordsInChart } from "./our-records.ts";
import { ownChart } from "./own-chart.ts";
import { monthSpan } from "./partial-date.ts";

/** Which fact depends on which read: a source is asked only when its read ended complete. */
const sources: readonly FactSource[] = [
  patientFacts,
  conditionFacts,
  consentFacts,
  carePlanFacts,
  encounterFacts,
  coverageFacts,
  enrolmentFacts,
  timeEntryFacts,
];

/**
 * The facts of one patient-month out of a chart as it was read, and what a screen shows beside them. A fact is
 * absent unless the read it depends on ended complete; `evidence` names, for every fact and for every fact left
 * absent, the resources or the read it stands on. Pure and total: no resource, however odd, makes it throw.
 */
export function assembleFacts(input: FactsInput): { facts: MonthFacts; shown: ShownChart } {
  const chart = chartOf(input);
  const read = sources.map((source) => ask(source, chart)).reduce(merge);
  const settled = [attestedFacts(chart, read.facts), complexityFacts(chart)].reduce(merge, read);
  const facts = {
    as_of: input.asOf,
    practice: input.practice,
    ...settled.facts,
    evidence: settled.evidence,
    attested: settled.attested,
  };
  return { facts, shown: shownChart(chart) };
}

function chartOf(input: FactsInput): Chart {
  const timezone = input.practice.timezone ?? "UTC";
  const reads = ownChart(input.reads, input);
  return {
    input,
    reads,
    records: recordsInChart(reads, input.verify),
    encounters: locatedEncounters(reads.Encounter, timezone),
    timezone,
    month: monthSpan(input.month),
    today: dayIn(timezone, input.asOf),
  };
}

interface Answer {
  readonly facts: MonthFacts;
  readonly evidence: Record<string, Evidence[]>;
  readonly attested: Record<string, Attestation>;
}

function ask(source: FactSource, chart: Chart): Answer {
  const read = chart.reads[source.type];
  const whole = Object.fromEntries(source.pointers.map((pointer) => [pointer, [evidenceOfRead(read)]]));
  const blank: Answer = { facts: {}, evidence: whole, attested: {} };
  return read.outcome === "complete" ? merge(blank, source.know(chart)) : blank;
}

function merge(before: Answer, known: Known): Answer {
  return {
    facts: { ...before.facts, ...known.facts },
    evidence: { ...before.evidence, ...known.evidence },
    attested: { ...before.attested, ...known.attested },
  };
}
