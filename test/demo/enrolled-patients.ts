import type { CarePlanElement, TimeEntryRecord } from "../../server/contract/index.ts";

/** One stretch of work as it was recorded, by how long it took. */
export interface Work {
  readonly seconds: number;
  readonly who?: "pr-1" | "rn-1" | "rn-2" | "ma-1" | "biller-1";
  readonly activity?: string;
  readonly mode?: TimeEntryRecord["mode"];
  readonly outcome?: TimeEntryRecord["outcome"];
  readonly programmes?: readonly string[];
  /** Typed so many hours after it was done. */
  readonly typedAfterHours?: number;
  readonly note?: string;
}

/** What earlier use of CareMonth left in one chart. */
export interface Enrolled {
  readonly patient: string;
  /** How many of the chart's problems a practitioner confirmed as chronic. */
  readonly conditions: number;
  readonly risk: boolean;
  readonly consent: "verbal" | "written" | "none" | "incomplete";
  readonly plan: {
    readonly without: readonly CarePlanElement[];
    readonly copyGiven: boolean;
    readonly approved: boolean;
  } | null;
  readonly thisMonth: readonly Work[];
  readonly lastMonth: readonly Work[];
  /** Nothing was done after the patient's death. */
  readonly diedDaysAgo?: number;
}

const minutes = (whole: number, seconds = 0): number => whole * 60 + seconds;
const whole = { without: [], copyGiven: true, approved: true } as const;
const inForce = { conditions: 2, risk: true, consent: "verbal", plan: whole, lastMonth: [] } as const;

/** Eight charts at the minutes that matter; the other twelve patients were never enrolled. */
export const enrolledPatients: readonly Enrolled[] = [
  {
    ...inForce,
    patient: "p01",
    conditions: 3,
    plan: { ...whole, without: ["caregiver_assessment"] },
    thisMonth: [
      {
        seconds: minutes(11, 10),
        activity: "assessment_care_planning",
        mode: "chart",
        outcome: "not_a_contact",
      },
      { seconds: minutes(3, 10), mode: "voicemail", outcome: "voicemail", activity: "outreach_attempt" },
      { seconds: minutes(7, 30), activity: "medication_reconciliation" },
      {
        seconds: minutes(7, 5),
        who: "pr-1",
        activity: "care_plan_update",
        mode: "chart",
        outcome: "not_a_contact",
      },
      {
        seconds: minutes(6, 15),
        who: "rn-2",
        activity: "rpm_data_review",
        programmes: ["rpm"],
        mode: "chart",
        outcome: "not_a_contact",
      },
      { seconds: minutes(8), who: "ma-1", activity: "self_management_education" },
      { seconds: minutes(4), who: "biller-1", activity: "appointment_scheduling" },
      { seconds: minutes(4, 35), activity: "care_coordination", typedAfterHours: 26 },
    ],
    lastMonth: [
      { seconds: minutes(33) },
      { seconds: minutes(30, 20), who: "rn-2", activity: "specialist_coordination" },
    ],
  },
  {
    ...inForce,
    patient: "p02",
    conditions: 4,
    thisMonth: [{ seconds: minutes(12) }, { seconds: minutes(7, 59) }],
  },
  { ...inForce, patient: "p03", plan: { ...whole, copyGiven: false }, thisMonth: [{ seconds: minutes(20) }] },
  { ...inForce, patient: "p04", plan: null, thisMonth: [{ seconds: minutes(22) }] },
  {
    ...inForce,
    patient: "p05",
    consent: "written",
    thisMonth: [{ seconds: minutes(31) }, { seconds: minutes(31), who: "rn-2" }],
  },
  { ...inForce, patient: "p06", conditions: 3, thisMonth: [{ seconds: minutes(40) }] },
  { ...inForce, patient: "p07", conditions: 1, thisMonth: [{ seconds: minutes(25) }] },
  { ...inForce, patient: "p10", consent: "none", thisMonth: [{ seconds: minutes(30) }] },
];
