import { writeMonthTask } from "../../fhir-mappings/month-task.ts";
import {
  complexityPointer,
  type MonthRecord,
  type PersonRef,
  type RecordPreview,
} from "../contract/index.ts";
import { recordIdentifier } from "../identifiers.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { Payload } from "../outbox/delivery.ts";
import { complexityAsks, complexityInWords } from "./complexity-question.ts";
import { findingOf } from "./month-finding.ts";
import { monthLabel } from "./month-head.ts";
import { newPreview, type PreviewContent } from "./preview-rows.ts";
import { questionAt } from "./questions.ts";
import type { MonthReading } from "./read-month.ts";
import { isLinked } from "./record-panel.ts";

/** What a preview is made for. */
export interface PreviewFor {
  readonly keys: Keyring;
  readonly launch: ActiveLaunch;
  readonly by: PersonRef;
}

/** What would be written, in words and exactly as it would be sent. */
export function previewOf(reading: MonthReading, { keys, launch, by }: PreviewFor): PreviewContent {
  const record: MonthRecord = { ...findingOf(reading), prepared_by: by };
  const payloads = [
    monthPayload(reading, record, { keys, launch }),
    ...linkPayload(reading, { keys, launch }),
  ];
  return {
    payloads,
    shown: {
      ...newPreview(),
      hash: record.hash,
      patient: launch.patientKey,
      lines: linesOf(record),
      writes: [monthWrite(reading), linkWrite(reading)],
    },
  };
}

type Named = Omit<PreviewFor, "by">;

function monthPayload(reading: MonthReading, record: MonthRecord, { keys, launch }: Named): Payload {
  const { patient } = launch.context;
  const identifier = recordIdentifier(keys, launch.context, { artefact: "month", key: record.month });
  const task = writeMonthTask({ record, patient: `Patient/${patient}`, identifier });
  const { month } = reading.shown;
  const expected = month?.version ? { reference: month.reference, version: month.version } : null;
  return { what: "month", task: JSON.stringify(task), expected };
}

function linkPayload(reading: MonthReading, { keys, launch }: Named): Payload[] {
  const { reference } = reading.shown.carePlan;
  if (linkWrite(reading).interaction === "none" || reference === null) return [];
  const identifier = recordIdentifier(keys, launch.context, { artefact: "care_plan", key: "" });
  const display = `Chronic care management ${monthLabel(reading.month)}`;
  return [{ what: "care_plan_link", care_plan: reference, identifier, display }];
}

function linesOf(record: MonthRecord): RecordPreview["lines"] {
  const { minutes, codes, reasons, undetermined } = record;
  const supports = codes.map(({ code, units }) => (units > 1 ? `${code} ×${units}` : code));
  return [
    { label: "Month", value: `${monthLabel(record.month)}, ${record.timezone}` },
    { label: "Documentation supports", value: supports.join(", ") || "No code" },
    {
      label: "Minutes",
      value: `${minutes.pooled} counted: ${minutes.clinical_staff} staff, ${minutes.practitioner} practitioner`,
    },
    ...reasons.map(({ code, detail }) => ({ label: `Not ready: ${code}`, value: detail })),
    ...undetermined.map(({ missing }) => ({ label: "Not known", value: sentence(missing) })),
    ...statedLines(record),
    { label: "Rules", value: `${record.rule_set.id} ${record.rule_set.version}` },
    { label: "Prepared by", value: record.prepared_by.display },
  ];
}

function statedLines({ attested, complexity }: MonthRecord): RecordPreview["lines"] {
  return Object.entries(attested).map(([pointer, { by, role }]) => {
    const word = `Stated by ${by}, ${role}`;
    return pointer === complexityPointer && complexity !== null
      ? { label: complexityAsks, value: `${sentence(complexityInWords(complexity))}. ${word}` }
      : { label: questionAt(pointer) ?? "Stated", value: word };
  });
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

type Write = RecordPreview["writes"][number];

function monthWrite({ shown: { month } }: MonthReading): Write {
  if (!month)
    return { interaction: "create", resource: "Task", detail: "The month's finding, as a new Task." };
  const resource = `${month.reference} · version ${month.version ?? "not known"}`;
  return { interaction: "update", resource, detail: "The month's finding replaces the one recorded before." };
}

/** How the care plan would come to name the month, and why not where it would not. */
function linkWrite(reading: MonthReading): Write {
  const { carePlan } = reading.shown;
  const { way, reason } = reading.linkWay;
  const resource = carePlan.reference ?? "CarePlan";
  if (carePlan.state !== "ours") return { interaction: "none", resource, detail: carePlan.detail };
  if (isLinked(reading))
    return { interaction: "none", resource, detail: "The care plan already names this month's Task." };
  if (way === "none") return { interaction: "none", resource, detail: reason };
  const interaction = way === "patch" ? "patch" : "update";
  return {
    interaction,
    resource: `${resource} · version ${carePlan.version ?? "not known"}`,
    detail: "One activity is added that names the month's Task. Everything else in the plan stays as it is.",
  };
}
