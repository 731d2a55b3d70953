import type { FhirResource } from "fhir/r4";
import type { Temporal } from "temporal-polyfill";
import { writeCarePlan } from "../../fhir-mappings/care-plan.ts";
import { writeConsent } from "../../fhir-mappings/consent.ts";
import { writeEnrolment } from "../../fhir-mappings/enrolment.ts";
import { CarePlanElement, type PersonRef } from "../../server/contract/index.ts";
import { onWorkingDay, practiceClock, written } from "./calendar.ts";
import type { Enrolled } from "./enrolled-patients.ts";
import { type Scheduled, scheduled } from "./schedule.ts";
import { timeEntry } from "./seed-time.ts";
import { named, type Seeding } from "./seeding.ts";

const practitioner: PersonRef = { reference: "Practitioner/pr-1", display: "Practitioner One, MD" };
const nurse: PersonRef = { reference: "Practitioner/rn-1", display: "Nurse One, RN" };

/** Puts into the charts what earlier use of CareMonth would have left there, written by its own mappings. */
export function seedRecords(seeding: Seeding, patients: readonly Enrolled[]): void {
  const now = practiceClock(seeding.now);
  const work = scheduled(patients, now);
  for (const [place, enrolled] of patients.entries()) {
    for (const resource of recordsOf(enrolled, work[place] ?? [], seeding)) seeding.sandbox.put(resource);
  }
}

function recordsOf(enrolled: Enrolled, work: readonly Scheduled[], seeding: Seeding): FhirResource[] {
  const now = practiceClock(seeding.now);
  const start = onWorkingDay(now.subtract({ days: 70 })).withPlainTime({ hour: 10, minute: 5 });
  return [
    enrolment(enrolled, start, seeding),
    ...(enrolled.consent === "none" ? [] : [consent(enrolled, start, seeding)]),
    ...(enrolled.plan ? [carePlan(enrolled, start, seeding)] : []),
    ...work.map((one) => timeEntry(enrolled.patient, one, seeding)),
  ];
}

function enrolment(
  { patient, conditions, risk }: Enrolled,
  start: Temporal.ZonedDateTime,
  seeding: Seeding,
): FhirResource {
  const attested = { by: practitioner.display, role: "practitioner", on: written(start) };
  const id = `${patient}-enrolment`;
  return {
    ...writeEnrolment({
      ...named(seeding, patient, { artefact: "enrolment", key: "" }),
      record: {
        status: "enrolled",
        start: start.toPlainDate().toString(),
        billing_practitioner: practitioner,
        conditions: Array.from({ length: conditions }, (_, index) =>
          conditionOf(seeding, patient, index, attested),
        ),
        risk: risk ? attested : null,
        initiating_visit: null,
        last_face_to_face_before_enrolment: {
          date: start.subtract({ days: 30 }).toPlainDate().toString(),
          code: "99214",
          by: practitioner.reference,
          ccm_discussed: true,
        },
        authored: written(start),
      },
    }),
    id,
  };
}

function conditionOf(
  { sandbox }: Seeding,
  patient: string,
  index: number,
  attested: { by: string; role: string; on: string },
) {
  const reference = `Condition/${patient}-condition-${index + 1}`;
  const found = sandbox.get(reference)?.resource;
  const label = found?.resourceType === "Condition" ? found.code?.text : undefined;
  return { reference, label: label ?? "", attested };
}

function consent(
  { patient, consent: kind }: Enrolled,
  start: Temporal.ZonedDateTime,
  seeding: Seeding,
): FhirResource {
  const obtained = written(start);
  return {
    ...writeConsent({
      ...named(seeding, patient, { artefact: "consent", key: "" }),
      record: {
        status: "active",
        obtained,
        mode: kind === "written" ? "written" : "verbal",
        elements: {
          availability_and_cost_sharing: kind !== "incomplete",
          one_practitioner_per_month: true,
          right_to_stop_end_of_month: true,
        },
        billing_practitioner: practitioner,
        obtained_by: nurse,
        given_by: "",
        revoked: null,
      },
    }),
    id: `${patient}-consent`,
  };
}

function carePlan(
  { patient, plan, conditions }: Enrolled,
  start: Temporal.ZonedDateTime,
  seeding: Seeding,
): FhirResource {
  const day = (after: number) => start.add({ days: after }).toPlainDate().toString();
  const missing = new Set<string>(plan?.without ?? []);
  return {
    ...writeCarePlan({
      ...named(seeding, patient, { artefact: "care_plan", key: "" }),
      record: {
        title: "Comprehensive care plan",
        established: day(0),
        last_reviewed: day(7),
        approved_by: plan?.approved ? practitioner : null,
        copy_given: plan?.copyGiven ? day(8) : null,
        elements: CarePlanElement.options
          .filter((element) => !missing.has(element))
          .map((element) => ({
            element,
            text: `Written with the patient: ${element.replaceAll("_", " ")}.`,
          })),
        addresses: Array.from(
          { length: conditions },
          (_, index) => `Condition/${patient}-condition-${index + 1}`,
        ),
      },
    }),
    id: `${patient}-care-plan`,
  };
}
