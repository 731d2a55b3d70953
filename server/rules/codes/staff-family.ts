import type { BlockedCode, CodeUnits, Threshold } from "../../contract/index.ts";
import { billedByUs } from "../conflicts/billed-services.ts";
import { all, type Reason } from "../finding.ts";
import { judge } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { FamilyAnswer, FamilyQuestion } from "./family.ts";
import { capSeconds, type Rung, staffLadder } from "./staff-ladder.ts";
import { timeReasons, unitEarned } from "./staff-time-rules.ts";

/** Non-complex care management by staff time: 99490, and 99439 for each further unit up to the month's limit. */
export function staffFamily(question: FamilyQuestion): FamilyAnswer {
  const { situation, time, standing } = question;
  const ladder = staffLadder(situation.figures);
  const earned = ladder.filter(({ seconds }) => time.pooled.seconds >= seconds);
  const stands = all(standing.map(({ criterion }) => criterion.status)) === "met";
  const billed = billedByUs(situation);
  const reported = stands ? earned.filter(({ code }) => !billed.includes(code)) : [];
  const codes = unitsOf(reported);
  const verdicts = ladder.map((rung) => judge(unitEarned(rung, time), situation, [rung.code]));
  return {
    codes,
    blocked: blockedCodes({ ...question, ladder, codes, billed }),
    criteria: verdicts.map(({ criterion }) => criterion),
    thresholds: ladder.map((rung) => thresholdOf(rung, question)),
    next: nextOf(ladder, question),
    undetermined: verdicts.flatMap(({ missing }) => missing),
    corrects: reported.length > 0 && reported.length < earned.length,
    earnedBySeconds: reported.at(-1)?.seconds ?? null,
  };
}

function unitsOf(rungs: readonly Rung[]): CodeUnits[] {
  return [...new Set(rungs.map(({ code }) => code))].map((code) => ({
    code,
    units: rungs.filter((rung) => rung.code === code).length,
  }));
}

function thresholdOf({ code, unit, seconds }: Rung, { time }: FamilyQuestion): Threshold {
  return {
    code,
    unit,
    seconds_needed: seconds,
    seconds_counted: time.pooled.seconds,
    reached_on: time.pooled.reached(seconds),
  };
}

function nextOf(ladder: readonly Rung[], { situation, time }: FamilyQuestion): FamilyAnswer["next"] {
  if (!isTimeKnown(situation)) return [];
  const rung = ladder.find(({ seconds }) => time.pooled.seconds < seconds);
  if (!rung) return [];
  const short = Math.ceil((rung.seconds - time.pooled.seconds) / 60);
  return [{ code: rung.code, minutes_short: short, by: "pooled" }];
}

/** Time nobody has read, or that has no month to fall in, says nothing of a threshold. */
const isTimeKnown = ({ facts, calendar }: Situation) => facts.time_entries !== undefined && calendar !== null;

interface Blocking extends FamilyQuestion {
  readonly ladder: readonly Rung[];
  readonly codes: readonly CodeUnits[];
  readonly billed: readonly string[];
}

function blockedCodes(blocking: Blocking): BlockedCode[] {
  const [base, ...addOns] = blocking.ladder;
  if (!base) return [];
  return [
    ...reasonsOfBase(base, blocking).map((reason) => ({ code: base.code, ...reason })),
    ...reasonsOfAddOn(addOns, blocking).map((reason) => ({ code: "99439", ...reason })),
  ];
}

function reasonsOfBase(base: Rung, { standing, time, situation, billed }: Blocking): Reason[] {
  const duplicate = billed.includes(base.code) ? [duplicateOf(base.code)] : [];
  const short = isTimeKnown(situation) ? timeReasons(base, time) : [];
  return [...standing.flatMap(({ reasons }) => reasons), ...duplicate, ...short];
}

/** The next add-on is answered once its base is reported, now or before; without a base only when asked for. */
function reasonsOfAddOn(addOns: readonly Rung[], blocking: Blocking): Reason[] {
  const { codes, billed, requested, time, situation } = blocking;
  const duplicate = billed.includes("99439") ? [duplicateOf("99439")] : [];
  const hasBase = billed.includes("99490") || codes.some(({ code }) => code === "99490");
  if (!hasBase) return requested.includes("99439") ? [withoutBase(blocking), ...duplicate] : duplicate;
  const next = addOns.find(({ seconds }) => time.pooled.seconds < seconds);
  if (next) return [...duplicate, ...timeReasons(next, time)];
  const capped = time.pooled.seconds >= capSeconds(situation.figures);
  return capped ? [...duplicate, unitCap] : duplicate;
}

const duplicateOf = (code: string): Reason => ({
  reason: "duplicate_claim",
  detail: `${code} is already billed for this month.`,
});

function withoutBase(blocking: Blocking): Reason {
  const [base] = blocking.ladder;
  const firm = base !== undefined && reasonsOfBase(base, blocking).length > 0;
  const state = firm ? "is not ready" : "may be ready: not everything that decides it is known";
  return { reason: "addon_without_base", detail: `99439 is billed only with 99490, which ${state}.` };
}

const unitCap: Reason = {
  reason: "unit_cap",
  detail: "99439 is billed at most twice in a month, however much time is counted.",
};
