import type { FhirResource } from "fhir/r4";
import type { PatientPlan } from "../patients/patient-plan.ts";
import { patientTable } from "../patients/patient-table.ts";
import { practiceResources } from "../patients/practice.ts";
import { chartOf, lastAlive } from "../patients/seed-patients.ts";
import { privacyConsent, treatmentOf } from "./panel-chart.ts";
import { panelPlans } from "./panel-plans.ts";
import { seeded } from "./random.ts";

/**
 * The practice with its panel of two hundred: the twenty of the patient table and 180 generated ones, whole charts
 * without anything of the app's own. The same bytes at every call with the same `now`.
 */
export function seedPanel(now: Date): (FhirResource | string)[] {
  return [
    ...practiceResources(),
    ...[...patientTable, ...panelPlans()].flatMap((plan) => wholeChart(plan, now)),
  ];
}

function wholeChart(plan: PatientPlan, now: Date): (FhirResource | string)[] {
  const random = seeded(1000 + Number(plan.id.slice(1)));
  return [
    ...chartOf(plan, now),
    ...treatmentOf(plan, { today: now, now: lastAlive(plan, now), random }),
    ...(plan.privacyConsent ? [privacyConsent(plan, now)] : []),
  ];
}
