import type { ChartRead } from "../../fhir-mappings/chart-reads.ts";
import { narrowed } from "../../launch/narrowed.ts";
import type { Delivery, MonthView, ReadLine } from "../contract/index.ts";
import { type ActiveLaunch, lockMinutes } from "../launches/launches-service.ts";
import { unitAmounts } from "../rules/codes/unit-amounts.ts";
import { userLine } from "../staff.ts";
import { complexityQuestion } from "./complexity-question.ts";
import { entryLines } from "./entry-lines.ts";
import type { MonthDeps } from "./month-deps.ts";
import { monthHead, offeredMonths } from "./month-head.ts";
import { patientLine } from "./patient-line.ts";
import { questionsFor } from "./questions.ts";
import type { MonthReading } from "./read-month.ts";
import { recordPanel } from "./record-panel.ts";
import { signedIn } from "./signed-in.ts";

interface ViewOf {
  readonly launch: ActiveLaunch;
  readonly today: string;
  readonly deliveries: Delivery[];
}

/** Everything the month screen shows, from one reading of the chart. */
export function monthView(
  { config, styles }: Pick<MonthDeps, "config" | "styles">,
  reading: MonthReading,
  { launch, today, deliveries }: ViewOf,
): MonthView {
  const { staff } = signedIn(launch);
  const { shown, readiness, month } = reading;
  return {
    user: userLine(staff),
    practice: launch.practice.name,
    ehr: launch.connection.name,
    need_patient_banner: launch.context.needPatientBanner,
    narrowed: narrowed(launch.context.asked, launch.context.scopes),
    ehr_style: styles.of(launch),
    idle_minutes: lockMinutes(launch),
    notice: config.notice,
    patient: patientLine(reading, launch),
    identity_notice: shown.identity,
    head: monthHead(month, today, launch.practice.timezone),
    months: offeredMonths(today.slice(0, 7)),
    reads: Object.values(shown.reads).map(readLine),
    readiness,
    enrolment: enrolmentOf(reading),
    unit_amounts: unitAmounts(month, reading.facts),
    conditions: shown.conditions.map(({ label, counted, why }) => ({ label, counted, why })),
    billing_practitioner: shown.enrolment?.record.billing_practitioner.display ?? null,
    entries: entryLines(reading),
    set_aside: [...shown.setAside],
    host_records: [...shown.hostRecords],
    amounts_basis: amountsBasis(reading),
    questions: questionsFor(reading),
    decision_complexity: complexityQuestion(reading, launch),
    record: recordPanel(reading, deliveries),
  };
}

function readLine({ type, outcome, resources, retrieved, detail, advice }: ChartRead): ReadLine {
  return { type, outcome, count: resources.length, retrieved, detail, advice };
}

/** An enrolment that began only after the month is no longer none, and not yet one. */
function enrolmentOf({ shown }: MonthReading): MonthView["enrolment"] {
  const { enrolment, enrolmentState: state, since } = shown;
  return state === "none" && enrolment !== null
    ? { state: "not_yet", since: enrolment.record.start }
    : { state, since };
}

function amountsBasis({ month, readiness, facts }: MonthReading): string {
  const place = readiness.claim_pos === null ? "" : ` for place of service ${readiness.claim_pos}`;
  const where =
    facts.practice?.gpci === undefined ? "national amounts" : "amounts of the practice's locality";
  return `${month.slice(0, 4)} ${where}${place}, Medicare fee-for-service rules`;
}
