import type { Dated } from "./dated.ts";

const officeVisits = ["99202", "99203", "99204", "99205", "99212", "99213", "99214", "99215"];
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

/** Visits on whose day staff work is looked at again, the nurse visit with them. */
export const faceToFaceVisits: ReadonlySet<string> = new Set([
  ...officeVisits,
  "99211",
  ...wellnessVisits,
  ...transitionVisits,
]);
