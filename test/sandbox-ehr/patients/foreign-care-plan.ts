import { daysBefore } from "./dates.ts";
import type { PatientPlan } from "./patient-plan.ts";

/**
 * A care plan that another system wrote and goes on owning. It is text, since its decimals end in zeros that a
 * JavaScript number would drop, and it holds what careless software loses: an extension, a contained resource,
 * an activity of somebody else.
 */
export function foreignCarePlan({ id, given }: PatientPlan, now: Date): string {
  const [created, begun] = [daysBefore(now, 400), daysBefore(now, 410)];
  return `{
  "resourceType": "CarePlan",
  "id": "${id}-foreign-plan",
  "text": {"status": "generated", "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>Plan of care for ${given}, kept by the hospital network.</p></div>"},
  "contained": [{"resourceType": "CareTeam", "id": "team", "name": "Hospital network team", "subject": {"reference": "Patient/${id}"}}],
  "extension": [
    {"url": "https://network.example/StructureDefinition/risk-score", "valueDecimal": 1.10},
    {"url": "https://network.example/StructureDefinition/outreach-weight", "valueDecimal": 20.0}
  ],
  "identifier": [{"system": "https://network.example/care-plan", "value": "NET-${id}"}],
  "status": "active",
  "intent": "plan",
  "category": [{"coding": [{"system": "http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "code": "assess-plan"}]}],
  "title": "Hospital network plan of care",
  "subject": {"reference": "Patient/${id}"},
  "period": {"start": "${begun}"},
  "created": "${created}",
  "author": {"display": "Hospital network"},
  "careTeam": [{"reference": "#team"}],
  "activity": [
    {"detail": {"code": {"text": "Yearly eye examination"}, "status": "scheduled", "performer": [{"display": "Eye clinic"}]}},
    {"detail": {"code": {"text": "Diet counselling"}, "status": "in-progress", "dailyAmount": {"value": 1.50, "unit": "h"}}}
  ]
}`;
}
