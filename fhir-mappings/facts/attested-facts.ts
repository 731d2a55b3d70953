import type { Attestation, MonthFacts } from "../../server/contract/index.ts";
import { dayIn } from "../fhir-date.ts";
import { readVital } from "../patient.ts";
import type { Chart, Known } from "./chart.ts";

/** A fact a person may vouch for where the chart is silent, and what their word makes of the facts. */
interface Attestable {
  readonly pointer: string;
  /** Whether it speaks of everything that happened in the month, which nobody knows before the month is over. */
  readonly ofWholeMonth: boolean;
  readonly silent: (facts: MonthFacts, chart: Chart) => boolean;
  readonly settle: (facts: MonthFacts) => MonthFacts;
}

const attestable: readonly Attestable[] = [
  {
    pointer: "/other_services",
    ofWholeMonth: true,
    silent: ({ other_services }) => other_services === undefined,
    settle: () => ({ other_services: [] }),
  },
  {
    pointer: "/prior_ccm_claims_this_month",
    ofWholeMonth: true,
    silent: ({ prior_ccm_claims_this_month }) => prior_ccm_claims_this_month === undefined,
    settle: () => ({ prior_ccm_claims_this_month: [] }),
  },
  {
    pointer: "/payer/part_b",
    ofWholeMonth: false,
    silent: ({ payer }) => payer?.part_b === undefined,
    settle: ({ payer }) => ({ payer: { ...payer, part_b: true } }),
  },
  {
    pointer: "/patient/deceased",
    ofWholeMonth: false,
    silent: ({ patient }, chart) => patient?.deceased === undefined && isSilentOnDeath(chart),
    settle: ({ patient }) => ({ patient: { ...patient, deceased: null } }),
  },
];

/** A word that the patient lives needs a Patient that was read and says nothing of death at all. */
function isSilentOnDeath({ reads }: Chart): boolean {
  const { outcome, resources } = reads.Patient;
  return outcome === "complete" && readVital(resources[0]).state === "silent";
}

/** What named persons vouched for and no resource settles. A word never overrules the chart. */
export function attestedFacts(chart: Chart, read: MonthFacts): Known {
  let facts: MonthFacts = {};
  const attested: Record<string, Attestation> = {};
  for (const { pointer, ofWholeMonth, silent, settle } of attestable) {
    const attestation = chart.input.attested[pointer];
    if (attestation === undefined || !silent(read, chart)) continue;
    if (ofWholeMonth && !speaksForMonth(chart, attestation)) continue;
    facts = { ...facts, ...settle(read) };
    attested[pointer] = attestation;
  }
  return { facts, attested };
}

/** While the month runs, a statement speaks for it as far as it went; once it is over, only one made afterwards does. */
function speaksForMonth({ month, timezone, today }: Chart, { on }: Attestation): boolean {
  const runs = today >= month.earliest && today <= month.latest;
  return runs || dayIn(timezone, on) > month.latest;
}
