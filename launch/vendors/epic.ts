import { clinicalNotes, conditionCategories, generic, planResults } from "./generic.ts";
import { by, type Vendor } from "./vendor.ts";

const statement = "Epic R4 CapabilityStatement, May 2026 capture";

/** Epic. Without a category its Conditions hold genomic indicators as well; most of its other filters work after the fact. */
export const epic: Vendor = {
  rules: {
    Condition: { searches: conditionCategories, source: `${statement}, Condition: category` },
    CarePlan: {
      searches: by("category", "38717003", "assess-plan"),
      source: `${statement}, CarePlan: category is a required search parameter; 38717003 in Epic's sandbox sample`,
    },
    Observation: { ...planResults, source: "Epic FHIR specifications, error codes, 59108" },
    DocumentReference: { ...clinicalNotes, source: `${statement}, DocumentReference: category` },
  },
  afterRefusal: generic.afterRefusal,
  notByPatient: { Claim: `${statement}, Claim: searched by _id alone` },
};
