import { clinicalNotes, generic, planResults } from "./generic.ts";
import { by, type Vendor } from "./vendor.ts";

const statement = "Oracle Health Millennium R4 CapabilityStatement, August 2026 capture";

/** Oracle Health Millennium. Its three categories of Condition are all there are, so they are not asked one by one. */
export const oracle: Vendor = {
  rules: {
    CarePlan: {
      searches: by("category", "assess-plan"),
      source: `${statement}, CarePlan: category assess-plan is supported as of now`,
    },
    DocumentReference: { ...clinicalNotes, source: `${statement}, DocumentReference: patient, category` },
    Observation: { ...planResults, source: `${statement}, Observation: patient, category, date` },
  },
  afterRefusal: generic.afterRefusal,
  notByPatient: {},
};
