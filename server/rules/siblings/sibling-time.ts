import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { type ProgrammeTime, programmeTime } from "./programme-time.ts";

/** The month's time of the programmes beside CCM that are counted by minutes. */
export interface SiblingTime {
  readonly rpm: ProgrammeTime;
  readonly pcm: ProgrammeTime;
}

/** Reads the same ledger as CCM does: every minute carries one programme. */
export const siblingTime = (situation: Situation, time: MonthTime): SiblingTime => ({
  rpm: programmeTime("rpm", situation, time),
  pcm: programmeTime("pcm", situation, time),
});
