import type { Dated } from "./dated.ts";

/** Places of service paid at the facility amount. */
export const facilityPlaces: readonly Dated<ReadonlySet<string>>[] = [
  { from: "2015-01", value: new Set(["19", "21", "22", "23", "24", "31"]), source: "CMS-POS" },
];

/** Practices paid the national non-facility amount, outside their encounter rate and whatever the locality. */
export const nationalRatePractices: readonly Dated<ReadonlySet<string>>[] = [
  { from: "2025-01", value: new Set(["rhc", "fqhc"]), source: "NARHC-CY26" },
];

/** Where the practitioner would see a patient who lives in a facility. */
export const residencePlaces: Readonly<Record<string, string>> = {
  nursing_facility_long_term: "32",
  assisted_living: "13",
};
