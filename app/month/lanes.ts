import type { MonthView } from "../../server/contract/api.ts";
import type { Readiness, Threshold } from "../../server/contract/readiness.ts";
import { timeIsKnown } from "./chart-knowledge.ts";
import { belongs, type Family } from "./code-families.ts";
import { familiesInOrder, isAlternative } from "./leading-family.ts";

/** One mark on a lane: the code and unit that stands there, in minutes, and whether the record has reached it. */
export interface Mark {
  readonly code: string;
  /** 1 for the code itself, 2 for its second unit, … */
  readonly unit: number;
  readonly minutes: number;
  readonly state: "ready" | "instead" | "near" | "short" | "withheld" | "blocked";
}

/** One family's lane. Not evaluated and not known are drawn empty, never as nought. */
export interface Lane {
  readonly family: Family;
  readonly state: "known" | "not_known" | "not_evaluated";
  readonly staffSeconds: number;
  readonly practitionerSeconds: number;
  readonly marks: readonly Mark[];
}

/** The lanes in the order they are drawn: the recommended family first. */
export function lanesOf(view: MonthView): Lane[] {
  return familiesInOrder(view.readiness).map((family) => laneOf(view, family));
}

function laneOf(view: MonthView, family: Family): Lane {
  const { readiness } = view;
  const thresholds = readiness.thresholds.filter(({ code }) => belongs(code, family));
  const state = thresholds.length === 0 ? "not_evaluated" : timeIsKnown(view) ? "known" : "not_known";
  const counted = state === "known" ? (thresholds[0]?.seconds_counted ?? 0) : 0;
  const practitionerSeconds = ownSeconds(family, counted, readiness);
  return {
    family,
    state,
    staffSeconds: counted - practitionerSeconds,
    practitionerSeconds,
    marks: thresholds.map((threshold) => markOf(threshold, readiness)),
  };
}

/** How much of a lane is the practitioner's. What a pool counts is the threshold's own figure: entries overlap. */
function ownSeconds({ pool }: Family, counted: number, { counted_entries }: Readiness): number {
  if (pool === "practitioner") return counted;
  const own = counted_entries.filter((entry) => entry.pool === "practitioner");
  return Math.min(
    counted,
    own.reduce((total, { seconds }) => total + seconds, 0),
  );
}

function markOf(threshold: Threshold, readiness: Readiness): Mark {
  const { code, unit, seconds_needed } = threshold;
  return { code, unit, minutes: seconds_needed / 60, state: markState(threshold, readiness) };
}

function markState(threshold: Threshold, readiness: Readiness): Mark["state"] {
  if (isSupported(threshold, readiness)) return "ready";
  if (isAlternative(threshold.code, threshold.unit, readiness)) return "instead";
  if (isBlocked(threshold, readiness)) return "blocked";
  const short = minutesShort(threshold);
  if (short === 0) return "withheld";
  return short <= 5 ? "near" : "short";
}

/** `99439`, and `99439 ×2` for its second unit. */
export function unitName(code: string, unit: number): string {
  return unit === 1 ? code : `${code} ×${unit}`;
}

/** True when something other than minutes keeps this code from being ready. */
function isBlocked({ code }: Threshold, { blocked }: Readiness): boolean {
  return blocked.some((one) => one.code === code && one.reason !== "time_below_threshold");
}

/** True when the answer holds this code with at least this many units. */
export function isSupported({ code, unit }: Pick<Threshold, "code" | "unit">, { codes }: Readiness): boolean {
  return codes.some((one) => one.code === code && one.units >= unit);
}

/** Whole counted minutes that are lacking; counted seconds are cut to minutes first. */
export function minutesShort({ seconds_needed, seconds_counted }: Threshold): number {
  return Math.max(0, seconds_needed / 60 - Math.floor(seconds_counted / 60));
}

/** The axis in minutes: 0 to 100, and on in steps of 30. */
export function axisOf(lanes: readonly Lane[]): number {
  const ends = lanes.flatMap(({ staffSeconds, practitionerSeconds, marks }) => [
    (staffSeconds + practitionerSeconds) / 60,
    ...marks.map(({ minutes }) => minutes),
  ]);
  const beyond = Math.max(0, ...ends) - 100;
  return 100 + Math.max(0, Math.ceil(beyond / 30)) * 30;
}

/** Closer than this share of the axis, two labels run into each other on a telephone. */
const labelShare = 0.14;

/** The marks that carry a label: from the left, each with room enough. Every tick is drawn all the same. */
export function labelled(marks: readonly Mark[], axis: number): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const before = kept.at(-1);
    if (!before || (mark.minutes - before.minutes) / axis >= labelShare) kept.push(mark);
  }
  return kept;
}

/** The lane in one sentence, for those who do not see the bar. */
export function laneWords({ family, state, staffSeconds, practitionerSeconds, marks }: Lane): string {
  if (state === "not_evaluated") return `${family.name}: not evaluated by this rule set.`;
  if (state === "not_known") return `${family.name}: minutes not known.`;
  const counted = Math.floor((staffSeconds + practitionerSeconds) / 60);
  const reached = marks.map(
    ({ code, unit, minutes, state: mark }) => `${unitName(code, unit)} at ${minutes}: ${markWords[mark]}`,
  );
  return `${family.name}: ${counted} minutes counted. ${reached.join("; ")}.`;
}

const markWords: Record<Mark["state"], string> = {
  ready: "reached",
  instead: "reached, in place of the recommended set",
  near: "close",
  short: "not reached",
  withheld: "minutes reached, withheld",
  blocked: "blocked",
};
