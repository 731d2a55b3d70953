import type {
  Attestation,
  BillingPractitioner,
  ChartType,
  ComplexityStatement,
  Evidence,
  MonthFacts,
  Practice,
} from "../../server/contract/index.ts";
import type { ChartReads } from "../chart-reads.ts";
import type { RecordsInChart, VerifyIdentifier } from "../our-records.ts";
import type { DaySpan } from "../partial-date.ts";
import type { LocatedEncounter } from "./located-encounters.ts";

/** What the facts of one patient-month are made from. */
export interface FactsInput {
  readonly reads: ChartReads;
  /** `Patient/<id>` the launch pinned. */
  readonly patient: string;
  /** The EHR's FHIR address; without it no absolute reference is followed. */
  readonly base?: string;
  /** `YYYY-MM` in the practice's time zone. */
  readonly month: string;
  /** The instant of calculation. */
  readonly asOf: string;
  readonly practice: Practice;
  /** Whom the practice knows under an EHR reference; its `id` names the person in the facts. */
  readonly billingPractitioner: (reference: string) => BillingPractitioner | undefined;
  /** Whether the person under this EHR reference was on the practice's staff list on a day. */
  readonly isStaff: (reference: string, day: string) => boolean;
  readonly verify: VerifyIdentifier;
  /** By JSON pointer, what a person vouched for in this month. */
  readonly attested: Readonly<Record<string, Attestation>>;
  /** What was said last of the month's decision complexity, where this practice keeps it; else the EHR is asked. */
  readonly complexity?: ComplexityStatement | null;
}

/** The chart as the fact sources see it: only this patient's, with our records found. */
export interface Chart {
  readonly input: FactsInput;
  readonly reads: ChartReads;
  readonly records: RecordsInChart;
  readonly encounters: readonly LocatedEncounter[];
  readonly timezone: string;
  readonly month: DaySpan;
  /** The day of calculation in the practice's time zone. */
  readonly today: string;
}

/** What a source knows: facts, what each stands on, and who vouched for it, by JSON pointer. */
export interface Known {
  readonly facts: MonthFacts;
  readonly evidence?: Readonly<Record<string, Evidence[]>>;
  readonly attested?: Readonly<Record<string, Attestation>>;
}

/** One read and the facts that depend on it. `know` is asked only when that read ended complete. */
export interface FactSource {
  readonly type: ChartType;
  readonly pointers: readonly string[];
  readonly know: (chart: Chart) => Known;
}

/** The name a person goes by in the facts: the practice's id for them, else the EHR reference itself. */
export function personId({ input }: Chart, reference: string): string {
  return input.billingPractitioner(reference)?.id ?? reference;
}

/** The last of several by an ascending key; of equals the later one. */
export function latest<Item, Key extends string | number>(
  items: readonly Item[],
  key: (item: Item) => Key,
): Item | undefined {
  return items.reduce<Item | undefined>(
    (best, item) => (best === undefined || key(item) >= key(best) ? item : best),
    undefined,
  );
}
