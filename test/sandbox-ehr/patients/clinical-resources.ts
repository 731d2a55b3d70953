import type { Condition, Coverage, Encounter, Patient, Period } from "fhir/r4";
import { coding, concept, visitType } from "./codes.ts";
import { at, dayAfter, dayOfMonth, daysBefore } from "./dates.ts";
import { type Disease, diseases } from "./diseases.ts";
import type { CoverageKind, PatientPlan, ProblemPlan, VisitPlan } from "./patient-plan.ts";
import { physician, practice } from "./practice.ts";

export function toPatient(plan: PatientPlan, now: Date): Patient {
  const { id, given, family, gender, diedDaysAgo, link } = plan;
  const number = id.slice(1).padStart(4, "0");
  return {
    resourceType: "Patient",
    id,
    identifier: [
      {
        type: { coding: [coding("identifierType", "MR")] },
        system: "urn:oid:2.25.87243915086123",
        value: `DEMO-${number}`,
      },
    ],
    active: diedDaysAgo === undefined && link?.type !== "replaced-by",
    name: [{ use: "official", family, given: [given], text: `${given} ${family}` }],
    telecom: [{ system: "phone", value: `555-01${number.slice(2)}`, use: "home" }],
    gender,
    birthDate: birthday(plan, now),
    ...(diedDaysAgo === undefined ? {} : { deceasedDateTime: at(daysBefore(now, diedDaysAgo), "04:40") }),
    generalPractitioner: [physician],
    managingOrganization: practice,
    ...(link ? { link: [{ other: { reference: `Patient/${link.other}` }, type: link.type }] } : {}),
  };
}

/** The same day of the year for both records of a person who was registered twice. */
function birthday({ id, samePersonAs = id, age }: PatientPlan, now: Date): string {
  const number = Number(samePersonAs.slice(1));
  const born = new Date(Date.UTC(now.getUTCFullYear() - age, (number * 5) % 12, 1 + ((number - 1) % 28)));
  return born.toISOString().slice(0, 10);
}

export function toCondition(
  problem: ProblemPlan,
  place: { patient: string; index: number; now: Date },
): Condition {
  const {
    disease,
    clinical = "active",
    verification = "confirmed",
    category = "problem-list-item",
  } = problem;
  const { text, snomed, icd10 }: Disease = diseases[disease];
  const began = daysBefore(place.now, Math.round((problem.years ?? 4) * 365.25) + 20);
  const inError = verification === "entered-in-error";
  return {
    resourceType: "Condition",
    id: `${place.patient}-condition-${place.index + 1}`,
    ...(inError ? {} : { clinicalStatus: concept("conditionClinical", clinical) }),
    verificationStatus: concept("conditionVerification", verification),
    category: [concept("conditionCategory", category)],
    code: {
      coding: [
        ...(icd10 === undefined || problem.snomedOnly ? [] : [coding("icd10", icd10)]),
        coding("snomed", snomed),
      ],
      text,
    },
    subject: { reference: `Patient/${place.patient}` },
    onsetDateTime: began,
    ...(clinical === "resolved" ? { abatementDateTime: dayAfter(began, 14) } : {}),
    recordedDate: began,
  };
}

export function toEncounter(
  visit: VisitPlan,
  place: { patient: string; index: number; now: Date },
): Encounter {
  const { cpt, kind, by = "pr-1", ongoing = false, reason } = visit;
  const ours = by === "pr-1";
  return {
    resourceType: "Encounter",
    id: `${place.patient}-encounter-${place.index + 1}`,
    status: visit.status ?? (ongoing ? "in-progress" : "finished"),
    class: coding("actCode", visit.class ?? "AMB"),
    type: [cpt === undefined ? { text: kind } : visitType(cpt, kind)],
    subject: { reference: `Patient/${place.patient}` },
    participant: [{ individual: ours ? physician : { display: "A clinician of another practice" } }],
    period: periodOf(visit, place.now),
    ...(reason ? { reasonCode: [concept("snomed", diseases[reason].snomed, diseases[reason].text)] } : {}),
    serviceProvider: ours ? practice : { display: "Another practice" },
  };
}

function periodOf({ daysAgo = 0, lastMonthDay, nights = 0, ongoing }: VisitPlan, now: Date): Period {
  const date =
    lastMonthDay === undefined
      ? daysBefore(now, daysAgo)
      : dayOfMonth(now, { monthsAgo: 1, day: lastMonthDay });
  const lastDay = daysBefore(new Date(`${date}T12:00:00Z`), -nights);
  const start = at(date, "10:00");
  return ongoing ? { start } : { start, end: at(lastDay, nights > 0 ? "15:30" : "10:30") };
}

const coverages: Readonly<Record<CoverageKind, { sopt: string; payor: string; plan?: [string, string] }>> = {
  medicare: { sopt: "121", payor: "Medicare", plan: ["B", "Part B"] },
  medicare_part_a_only: { sopt: "121", payor: "Medicare", plan: ["A", "Part A"] },
  medicare_advantage: { sopt: "111", payor: "Sandbox Advantage Plan", plan: ["ADV-1", "Advantage HMO"] },
  private: { sopt: "5", payor: "Sandbox Mutual Insurance" },
};

/** Three years old at least where the patient was of Medicare's age by then, else as old as that age. */
export function toCoverage(
  kind: CoverageKind,
  { id: patient, birthDate = "" }: Patient,
  now: Date,
): Coverage {
  const { sopt, payor, plan } = coverages[kind];
  const since = `${now.getUTCFullYear() - 3}-01-01`;
  const at65 = `${Number(birthDate.slice(0, 4)) + 65}-${birthDate.slice(5, 7)}-01`;
  return {
    resourceType: "Coverage",
    id: `${patient}-coverage`,
    status: "active",
    type: concept("sopt", sopt),
    subscriberId: `DEMO-MEMBER-${patient}`,
    beneficiary: { reference: `Patient/${patient}` },
    period: { start: kind === "private" || since > at65 ? since : at65 },
    payor: [{ display: payor }],
    ...(plan ? { class: [{ type: concept("coverageClass", "plan"), value: plan[0], name: plan[1] }] } : {}),
  };
}
