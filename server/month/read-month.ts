import { createHash } from "node:crypto";
import type { ShownChart } from "../../fhir-mappings/facts/shown-chart.ts";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { type MonthChannel, planCarePlanLink, planMonthChannel } from "../../launch/channels.ts";
import { readChart } from "../../launch/read-chart.ts";
import type {
  Attestation,
  BillingPractitioner,
  ComplexityStatement,
  MonthFacts,
  Policy,
  Practice,
  Readiness,
  Settings,
} from "../contract/index.ts";
import { recordIdentifier } from "../identifiers.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { MonthOfPatient } from "../outbox/delivery-rows.ts";
import { evaluate } from "../rules/evaluate.ts";
import { attestationsOf } from "./attestations.ts";
import { complexityStatements } from "./complexity-statements.ts";
import type { MonthDeps } from "./month-deps.ts";
import { auditRead, knownAlready, readWave } from "./read-wave.ts";
import { firstReference, staffOf } from "./signed-in.ts";

/** One patient-month as it stands now: what was read, what is known, what it supports, and how it can be recorded. */
export interface MonthReading {
  readonly month: string;
  readonly asOf: string;
  readonly facts: MonthFacts;
  readonly shown: ShownChart;
  readonly attested: Readonly<Record<string, Attestation>>;
  /** Answers on decision complexity that a later one took the place of, newest first. */
  readonly complexityBefore: readonly ComplexityStatement[];
  readonly readiness: Readiness;
  readonly channel: MonthChannel;
  readonly linkWay: ReturnType<typeof planCarePlanLink>;
}

/** Reads the chart in one wave and evaluates the month on it. Never throws for what an EHR answers. */
export async function readMonth(deps: MonthDeps, launch: ActiveLaunch, month: string): Promise<MonthReading> {
  const chart = deps.charts.of(launch);
  const { patient, scopes } = launch.context;
  const asked = chart.capability();
  const known = await knownAlready(asked);
  const [read, capability, attested, [complexity = null, ...complexityBefore]] = await Promise.all([
    readChart(readWave(deps, launch, { client: chart.client, capability: known })),
    asked,
    attestationsOf(deps, monthOf(launch, month)),
    complexityStatements(deps, monthOf(launch, month)),
  ]);
  const outcomes = Object.values(read.reads);
  await auditRead(deps, launch, { month, outcomes, foreign: read.foreign });
  const asOf = deps.now();
  const { facts, shown } = assembleFacts({
    reads: read.reads,
    patient: `Patient/${patient}`,
    base: launch.context.iss,
    month,
    asOf,
    attested,
    complexity,
    practice: practiceFacts(launch, month),
    billingPractitioner: (reference) => practitioner(launch, reference, month),
    isStaff: (reference, day) => staffOf(launch, reference, day) !== undefined,
    verify: (artefact, key, value) =>
      value === recordIdentifier(deps.keys, launch.context, { artefact, key }),
  });
  return {
    month,
    asOf,
    facts,
    shown,
    attested: facts.attested ?? {},
    complexityBefore,
    readiness: evaluate({ month, facts }, { digest: sha256, policy: policyOf(launch, month) }),
    channel: planMonthChannel({ capability, scopes }),
    linkWay: planCarePlanLink({ capability, scopes }),
  };
}

/** The key of a patient-month in clear columns. */
export function monthOf({ context, patientKey }: ActiveLaunch, month: string): MonthOfPatient {
  return { practice: context.practice, patient_key: patientKey, month };
}

function sha256(canonical: string): string {
  return createHash("sha256").update(canonical).digest("hex");
}

/** What the practice decided for that month: what holds on its last day, or today while it runs. */
function settingsFor({ practice, today }: ActiveLaunch, month: string): Settings {
  const end = `${month}-31`;
  return practice.settingsOn(today < end ? today : end);
}

/** What has to hold all month holds only if it did on each day so far: one no is a no, and one day not known leaves it open. */
function throughout(
  { practice, today }: ActiveLaunch,
  month: string,
  key: "access_24_7" | "certified_ehr",
): boolean | undefined {
  const [first, last] = [`${month}-01`, `${month}-31`];
  const changed = practice.changes
    .filter((change) => change.key === key && change.from > first && change.from <= last)
    .map(({ from }) => from)
    .filter((day) => day <= today);
  const held = [first, ...changed].map((day) => practice.settingsOn(day)[key]);
  if (held.includes(false)) return false;
  return held.includes(undefined) ? undefined : true;
}

function policyOf(launch: ActiveLaunch, month: string): Policy {
  return { payer_edits: settingsFor(launch, month).payer_edits };
}

function practiceFacts(launch: ActiveLaunch, month: string): Practice {
  const { type, pos, qualifying_apm_participant, gpci } = settingsFor(launch, month);
  const access_24_7 = throughout(launch, month, "access_24_7");
  const certified_ehr = throughout(launch, month, "certified_ehr");
  const said = { type, pos, qualifying_apm_participant, access_24_7, certified_ehr, gpci };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return { timezone: launch.practice.timezone, ...Object.fromEntries(known) };
}

/**
 * Whom the practice knows under a reference, named alike under all of their accounts at this EHR. What kind of
 * practitioner they are is known of one who worked there as one in the month.
 */
function practitioner(
  launch: ActiveLaunch,
  reference: string,
  month: string,
): BillingPractitioner | undefined {
  const found = launch.practice.personOf({ iss: launch.context.iss, user: reference });
  if (!found) return undefined;
  const { practitioner_type: type, active_from, active_to } = found;
  const bills = found.role === "practitioner" || found.role === "other_practitioner";
  const there = active_from <= `${month}-31` && (active_to === undefined || active_to >= `${month}-01`);
  return { id: firstReference(launch, reference), ...(type !== undefined && bills && there ? { type } : {}) };
}
