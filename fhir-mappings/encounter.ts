import type { Stay } from "../server/contract/index.ts";
import { dayOrInstantOf } from "./fhir-date.ts";
import { at, textAt } from "./fhir-node.ts";
import { changedMeaning } from "./our-resource.ts";
import { type DaySpan, daySpan } from "./partial-date.ts";
import { aliases } from "./systems.ts";

/**
 * An Encounter as read. `open` has no end: it may still go on. `unclear` may or may not be a stay; where even
 * its days cannot be read, it may lie in any month.
 */
export type ReadEncounter =
  | { readonly kind: "ignored" }
  | { readonly kind: "visit"; readonly days: Days }
  | { readonly kind: "stay"; readonly days: Days; readonly stay: Stay }
  | { readonly kind: "unclear"; readonly days: Days | undefined; readonly why: string };

/** The days an encounter began on and, unless it is open, ended on. */
export interface Days {
  readonly start: DaySpan;
  readonly end: DaySpan | "open";
}

const stayTypes: Readonly<Record<string, Stay["type"]>> = {
  IMP: "inpatient_hospital",
  ACUTE: "inpatient_hospital",
  OBSENC: "observation",
  EMER: "emergency_department",
};
const patientClassTypes: Readonly<Record<string, Stay["type"]>> = {
  I: "inpatient_hospital",
  E: "emergency_department",
};
const visitClasses = ["AMB", "FLD", "HH", "VR", "PRENC"];
/** Non-acute inpatient: a nursing facility as well as a hospital's rehabilitation, and the two count differently. */
const nonAcute = "NONAC";
/** Short stay: a day's surgery as well as nights in a hospital. */
const shortStay = "SS";

const outpatientClasses = ["O", "R", "P"];

const notHappened = ["planned", "cancelled", "entered-in-error"];
const running = ["arrived", "triaged", "in-progress", "onleave"];
const statuses = ["finished", "unknown", ...running];

/** Reads one Encounter with its days in the practice's time zone. */
export function readEncounter(resource: unknown, timezone: string): ReadEncounter {
  const status = textAt(resource, "status") ?? "";
  if (notHappened.includes(status)) return { kind: "ignored" };
  const days = daysOf(resource, timezone);
  const why = whyUnclear(resource, status);
  if (days === undefined) return unclear(undefined, "When it took place cannot be read.");
  return why === undefined ? classify(resource, days) : unclear(days, why);
}

function unclear(days: Days | undefined, why: string): ReadEncounter {
  return { kind: "unclear", days, why };
}

function whyUnclear(resource: unknown, status: string): string | undefined {
  if (!statuses.includes(status)) return "Its status is none that FHIR knows.";
  return changedMeaning(resource);
}

function daysOf(resource: unknown, timezone: string): Days | undefined {
  const start = daySpan(textAt(resource, "period", "start"), timezone);
  const ended = at(resource, "period", "end") !== undefined;
  const end = ended ? daySpan(textAt(resource, "period", "end"), timezone) : "open";
  if (start === undefined || end === undefined) return undefined;
  return end !== "open" && end.latest < start.earliest ? undefined : { start, end };
}

function classify(resource: unknown, days: Days): ReadEncounter {
  const type = stayType(resource);
  if (type === nonAcute) return unclear(days, "A non-acute inpatient stay may be one in a nursing facility.");
  if (type === shortStay) return shortStayOf(resource, days);
  if (type === "visit") return { kind: "visit", days };
  if (type !== undefined) return stayOf(resource, type, days);
  return withinOneDay(days)
    ? { kind: "visit", days }
    : unclear(days, "Its class is not one this program knows, and it lasted more than a day.");
}

/** A short stay over more than a day may be an admission. One that is over without an end is known by its start alone. */
function shortStayOf(resource: unknown, days: Days): ReadEncounter {
  if (withinOneDay(days)) return { kind: "visit", days };
  const over = days.end === "open" && !running.includes(textAt(resource, "status") ?? "");
  return unclear(
    over ? { ...days, end: days.start } : days,
    "A short stay of more than a day may be an admission.",
  );
}

type Class = Stay["type"] | "visit" | typeof nonAcute | typeof shortStay;

function stayType(resource: unknown): Class | undefined {
  const [system, code] = [textAt(resource, "class", "system") ?? "", textAt(resource, "class", "code") ?? ""];
  if (isNamed(aliases.actCode, system)) return actClass(code);
  if (!isNamed(aliases.patientClass, system)) return undefined;
  return outpatientClasses.includes(code) ? "visit" : own(patientClassTypes, code);
}

function actClass(code: string): Class | undefined {
  if (code === nonAcute || code === shortStay) return code;
  return visitClasses.includes(code) ? "visit" : own(stayTypes, code);
}

function isNamed(names: readonly string[], system: string): boolean {
  return names.includes(system);
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function withinOneDay({ start, end }: Days): boolean {
  return end !== "open" && start.earliest === start.latest && end.latest === start.earliest;
}

/** A stay needs whole days. One that is over but does not say since when has an end that is not known. */
function stayOf(resource: unknown, type: Stay["type"], days: Days): ReadEncounter {
  const from = dayOrInstantOf(textAt(resource, "period", "start"));
  const to = dayOrInstantOf(textAt(resource, "period", "end"));
  if (from === undefined || (to === undefined && days.end !== "open")) {
    return unclear(days, "The days of the stay are recorded only in part.");
  }
  const goesOn = running.includes(textAt(resource, "status") ?? "");
  const end = to === undefined ? (goesOn ? { to: null } : {}) : { to };
  return { kind: "stay", days, stay: { type, from, ...end } };
}
