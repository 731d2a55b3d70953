import type { Work } from "./enrolled-patients.ts";

const minutes = (whole: number, seconds = 0): number => whole * 60 + seconds;
const staff = (...seconds: readonly number[]): Work[] =>
  seconds.map((one, index) => ({ seconds: one, ...(index % 2 === 1 ? { who: "rn-2" } : {}) }));
const practitioner = (...seconds: readonly number[]): Work[] =>
  seconds.map((one) => ({ seconds: one, who: "pr-1", activity: "care_plan_update" }));

/**
 * A month's work at and around every threshold: 20, 40 and 60 minutes of anybody for staff codes, 60 and 90 for
 * complex ones, 30 and 60 of the practitioner alone; and work that does not count.
 */
export const panelWork: Readonly<Record<string, readonly Work[]>> = {
  "17 of staff": staff(minutes(9), minutes(8)),
  "19:59 of staff": staff(minutes(12), minutes(7, 59)),
  "20 of staff": staff(minutes(11, 30), minutes(8, 30)),
  "38 of staff": staff(minutes(20), minutes(18)),
  "39:59 of staff": staff(minutes(20), minutes(19, 59)),
  "40 of staff": staff(minutes(22), minutes(18)),
  "58 of staff": staff(minutes(20), minutes(20), minutes(18)),
  "59:59 of staff": staff(minutes(20), minutes(20), minutes(19, 59)),
  "60 of staff": staff(minutes(25), minutes(20), minutes(15)),
  "62 of staff": staff(minutes(21), minutes(21), minutes(20)),
  "89 of staff": staff(minutes(30), minutes(30), minutes(29)),
  "90 of staff": staff(minutes(30), minutes(30), minutes(30)),
  "29 of the practitioner": practitioner(minutes(15), minutes(14)),
  "30 of the practitioner": practitioner(minutes(16), minutes(14)),
  "60 of the practitioner": practitioner(minutes(20), minutes(20), minutes(20)),
  "15 of staff, 6 of the practitioner": [...staff(minutes(15)), ...practitioner(minutes(6))],
  "voicemails only": [
    { seconds: minutes(2), mode: "voicemail", outcome: "voicemail", activity: "outreach_attempt" },
    { seconds: minutes(3), mode: "voicemail", outcome: "voicemail", activity: "outreach_attempt" },
  ],
  "18 of staff, 6 for another programme": [
    ...staff(minutes(18)),
    { seconds: minutes(6), programmes: ["rpm"], activity: "rpm_data_review", mode: "chart" },
  ],
  "16 of staff, 8 of the front desk": [
    ...staff(minutes(16)),
    { seconds: minutes(8), who: "biller-1", activity: "appointment_scheduling" },
  ],
  "21 typed two days later": [{ seconds: minutes(21), typedAfterHours: 50 }],
  "nothing yet": [],
};
