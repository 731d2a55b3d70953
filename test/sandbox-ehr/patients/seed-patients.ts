import type { FhirResource } from "fhir/r4";
import { toCondition, toCoverage, toEncounter, toPatient } from "./clinical-resources.ts";
import { daysBefore } from "./dates.ts";
import { foreignCarePlan } from "./foreign-care-plan.ts";
import type { PatientPlan } from "./patient-plan.ts";
import { patientTable } from "./patient-table.ts";
import { practiceResources } from "./practice.ts";

/**
 * The practice and its twenty patients as another system left them: the same every time but for the dates, which
 * stand relative to `now`. Text where digits matter. Nothing of the app's own is among them.
 */
export function seedPatients(now: Date): (FhirResource | string)[] {
  return [...practiceResources(), ...patientTable.flatMap((plan) => chartOf(plan, now))];
}

/** One patient with problems, visits, coverage and what another system planned. */
export function chartOf(plan: PatientPlan, now: Date): (FhirResource | string)[] {
  const { id: patient, problems, visits, coverage, foreignPlan } = plan;
  const person = toPatient(plan, now);
  return [
    person,
    ...problems.map((one, index) =>
      toCondition(typeof one === "string" ? { disease: one } : one, {
        patient,
        index,
        now: lastAlive(plan, now),
      }),
    ),
    ...visits.map((visit, index) => toEncounter(visit, { patient, index, now })),
    ...(coverage === null ? [] : [toCoverage(coverage, person, now)]),
    ...(foreignPlan ? [foreignCarePlan(plan, now)] : []),
  ];
}

/** The present moment, and for the dead the noon of the day they died: nothing begins or ends after it. */
export function lastAlive({ diedDaysAgo }: PatientPlan, now: Date): Date {
  return diedDaysAgo === undefined ? now : new Date(`${daysBefore(now, diedDaysAgo)}T12:00:00Z`);
}
