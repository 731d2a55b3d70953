import type { Dated } from "./dated.ts";

const between = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, step) => String(first + step));

/** The office visits Medicare pays without the nurse visit, 99211. */
const officeVisits = [...between(99202, 99205), ...between(99212, 99215)];
const wellnessVisits = ["G0402", "G0438", "G0439"];
const transitionVisits = ["99495", "99496"];

/** Visits that may initiate CCM; a nurse visit (99211), a telephone or an online visit does not. */
export const initiatingVisits: readonly Dated<ReadonlySet<string>>[] = [
  {
    from: "2021-01",
    value: new Set([...officeVisits, ...wellnessVisits, ...transitionVisits]),
    source: "TMA-CCM",
  },
];

/** Hospital, emergency, nursing facility and home visits, consultations and preventive visits. */
const visitsElsewhere = [
  ...between(99221, 99239),
  ...between(99242, 99245),
  ...between(99252, 99255),
  ...between(99281, 99285),
  ...between(99304, 99316),
  ...between(99341, 99350),
  ...between(99381, 99397),
];

/** Visits in which a practitioner sees the patient. */
export const practitionerVisits: ReadonlySet<string> = new Set([
  ...officeVisits,
  ...wellnessVisits,
  ...transitionVisits,
  ...visitsElsewhere,
]);

/** Contacts in which none does: the nurse visit, anticoagulation, telephone, online and check-in services. */
export const contactsWithoutPractitionerVisit: ReadonlySet<string> = new Set([
  "99211",
  "93792",
  "93793",
  "98016",
  ...between(98008, 98015),
  ...between(98966, 98972),
  ...between(99421, 99423),
  ...between(99441, 99443),
  "G2010",
  "G2012",
  "G2250",
  "G2251",
  "G2252",
]);

/** Visits on whose day staff work is looked at again: the nurse visit and visits by video and telephone with them. */
export const visitsOfTheDay: ReadonlySet<string> = new Set([
  ...practitionerVisits,
  "99211",
  ...between(98000, 98015),
  ...between(99441, 99443),
]);
