import type { MonthFacts, Stay } from "../../server/contract/index.ts";
import type { Days } from "../encounter.ts";
import type { DaySpan } from "../partial-date.ts";
import { type Chart, type FactSource, type Known, latest } from "./chart.ts";
import type { LocatedEncounter } from "./located-encounters.ts";

/** Stays that touch the month, and the last visit of any kind up to the day of calculation. */
export const encounterFacts: FactSource = {
  type: "Encounter",
  pointers: ["/stays", "/last_visit_any"],
  know,
};

function know(chart: Chart): Known {
  const [stays, visit] = [staysIn(chart, chart.encounters), lastVisit(chart, chart.encounters)];
  return {
    facts: { ...stays.facts, ...visit.facts },
    evidence: { ...stays.evidence, ...visit.evidence },
  };
}

/** The month's stays; not known where an encounter that might be one might lie in the month. */
function staysIn(chart: Chart, encounters: readonly LocatedEncounter[]): Known {
  const inMonth = encounters.filter((one) => one.kind !== "ignored" && mayTouch(one.days, chart.month));
  const unclear = inMonth.filter(({ kind }) => kind === "unclear");
  if (unclear.length > 0)
    return { facts: {}, evidence: { "/stays": unclear.map(({ evidence }) => evidence) } };
  const found = inMonth.flatMap((one) =>
    one.kind === "stay" ? [{ stay: one.stay, evidence: one.evidence }] : [],
  );
  const each = found.map(({ evidence }, index) => [`/stays/${index}`, [evidence]] as const);
  return {
    facts: { stays: found.map(({ stay }): Stay => stay) },
    evidence: {
      ...Object.fromEntries(each),
      ...(found.length === 0 ? {} : { "/stays": found.map(({ evidence }) => evidence) }),
    },
  };
}

/** Whether something of these days may lie in the month; what has no days may lie anywhere. */
export function mayTouch(days: Days | undefined, month: DaySpan): boolean {
  if (days === undefined) return true;
  return days.start.earliest <= month.latest && (days.end === "open" || days.end.latest >= month.earliest);
}

/** The start of the last encounter; not known where one cannot be dated to the day. */
function lastVisit({ today }: Chart, encounters: readonly LocatedEncounter[]): Known {
  const real = encounters.flatMap((one) => (one.kind === "ignored" ? [] : [one]));
  const dated = real.flatMap(({ days, evidence }) =>
    days === undefined || days.start.earliest !== days.start.latest
      ? []
      : [{ day: days.start.earliest, evidence }],
  );
  if (dated.length < real.length) return { facts: {} };
  const last = latest(
    dated.filter(({ day }) => day <= today),
    ({ day }) => day,
  );
  const facts: MonthFacts = { last_visit_any: last?.day ?? null };
  return last === undefined ? { facts } : { facts, evidence: { "/last_visit_any": [last.evidence] } };
}
