import { by, type Vendor } from "./vendor.ts";

const usCore = "US Core Implementation Guide 6.1.0, quick start";

/** The three categories US Core has for a Condition: together they are all there is. */
export const conditionCategories = by(
  "category",
  "problem-list-item",
  "encounter-diagnosis",
  "health-concern",
);

/** Results a care plan may name: not older than the period CCM reviews. */
export const planResults = {
  searches: by("category", "laboratory", "vital-signs"),
  only: { months: 12 },
} as const;

/** Our notes always bear this category; documents of other kinds are not wanted. */
export const clinicalNotes = { searches: by("category", "clinical-note"), only: {} } as const;

/** A plain R4 server, and any EHR nothing special is known of. */
export const generic: Vendor = {
  rules: {
    Observation: { ...planResults, source: `${usCore}, Observation: patient and category and date` },
    DocumentReference: { ...clinicalNotes, source: `${usCore}, DocumentReference: patient and category` },
  },
  afterRefusal: {
    Condition: { searches: conditionCategories, source: `${usCore}, Condition: patient and category` },
    CarePlan: {
      searches: by("category", "assess-plan"),
      source: `${usCore}, CarePlan: patient and category`,
    },
    MedicationRequest: {
      searches: by("intent", "order", "plan"),
      source: `${usCore}, MedicationRequest: patient and intent`,
    },
  },
  notByPatient: {},
};
