import type { ComplexityStatement, Evidence } from "../../server/contract/index.ts";
import { dayIn, moment } from "../fhir-date.ts";
import { type Chart, type Known, latest, personId } from "./chart.ts";
import { isPractitionersWord } from "./practitioners-word.ts";

const pointer = "/mdm";

/** An answer about the month's decision complexity, and the resource it came back from; null where we keep it. */
interface Stated {
  readonly statement: ComplexityStatement;
  readonly evidence: Evidence | null;
}

/** What a practitioner stated of the month's decision complexity. Nothing else ever says it. */
export function complexityFacts(chart: Chart): Known {
  const stated = statedComplexity(chart);
  if (stated === undefined) return { facts: {} };
  const { answer, person, by, role, on } = stated.statement;
  return {
    facts:
      answer === "not_known" ? {} : { mdm: { level: answer, by: personId(chart, person), documented: true } },
    attested: { [pointer]: { by, role, on } },
    ...(stated.evidence === null ? {} : { evidence: { [pointer]: [stated.evidence] } }),
  };
}

/** The answer that holds: the one kept here, else the one that was recorded in the EHR with the month. */
export function statedComplexity(chart: Chart): Stated | undefined {
  const { complexity } = chart.input;
  return complexity ? { statement: complexity, evidence: null } : recorded(chart);
}

/** What the month's Task holds counts as a word only where it is a practitioner's of this practice. */
function recorded({ input, reads, records, timezone }: Chart): Stated | undefined {
  if (reads.Task.outcome !== "complete") return undefined;
  const ofMonth = records.month.held.filter(({ record }) => record.month === input.month);
  const newest = latest(ofMonth, ({ record }) => moment(record.as_of));
  const complexity = newest?.record.complexity ?? null;
  const word = newest?.record.attested[pointer];
  if (newest === undefined || complexity === null || word === undefined) return undefined;
  if (!isPractitionersWord(word) || !input.isStaff(complexity.person, dayIn(timezone, word.on)))
    return undefined;
  return { statement: { ...word, ...complexity }, evidence: newest.evidence };
}
