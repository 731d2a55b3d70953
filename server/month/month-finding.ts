import { complexityPointer, type MonthRecord, type Readiness } from "../contract/index.ts";
import { questionAt } from "./questions.ts";
import type { MonthReading } from "./read-month.ts";

/** What a month's record says before a person puts their name to it. */
export type MonthFinding = Omit<MonthRecord, "prepared_by">;

/** The finding of a reading, as the EHR would hold it. */
export function findingOf({ month, asOf, readiness, attested, shown, facts }: MonthReading): MonthFinding {
  return {
    month,
    timezone: facts.practice?.timezone ?? "UTC",
    as_of: asOf,
    state: stateOf(readiness),
    minutes: readiness.minutes,
    codes: readiness.codes,
    reasons: readiness.blocked,
    undetermined: readiness.undetermined,
    attested: answeredThisMonth(attested),
    complexity: shown.complexity && { answer: shown.complexity.answer, person: shown.complexity.person },
    rule_set: { id: readiness.rule_set.id, version: readiness.rule_set.version },
    hash: readiness.hash,
    care_plan: shown.carePlan.state === "ours" ? shown.carePlan.reference : null,
    consent: shown.consent?.reference ?? null,
  };
}

/** The words given for this month; those of the enrolment stand in the enrolment. */
function answeredThisMonth(attested: MonthReading["attested"]): MonthRecord["attested"] {
  return Object.fromEntries(
    Object.entries(attested).filter(
      ([pointer]) => pointer === complexityPointer || questionAt(pointer) !== undefined,
    ),
  );
}

/**
 * Ready with a supported code. Not ready only where every family evaluated is refused for good: what is still
 * unknown could turn all the rest, so that is not determined.
 */
export function stateOf(readiness: Readiness): MonthRecord["state"] {
  if (readiness.codes.length > 0) return "ready";
  const evaluated = baseCodes.filter((base) => readiness.thresholds.some(({ code }) => code === base));
  const refused = evaluated.length > 0 && evaluated.every((base) => isRefused(base, readiness));
  return refused ? "not_ready" : "undetermined";
}

/** The first code of each family. Those above it are refused with it. */
const baseCodes = ["99490", "99491", "99487"] as const;

/**
 * A condition that is not met, or a reason other than time: missing minutes are firm only as a condition not met.
 * That another family is billed or recommended refuses one only where nothing it asks is unknown: it might replace it.
 */
function isRefused(base: string, { criteria, blocked }: Readiness): boolean {
  const asked = criteria.filter(({ codes }) => codes.length === 0 || codes.includes(base));
  const unmet = asked.some(({ id, status }) => status === "unmet" && id !== `one_family_${base}`);
  const reasons = blocked.filter(({ code }) => code === base).map(({ reason }) => reason);
  if (unmet || reasons.some((reason) => reason !== "time_below_threshold" && reason !== excluded))
    return true;
  return reasons.includes(excluded) && asked.every(({ status }) => status !== "unknown");
}

const excluded = "mutually_exclusive_ccm_family";

/** Whether two findings say the same of the month, whoever recorded them and whenever. */
export function sameFinding(one: MonthFinding, other: MonthFinding): boolean {
  return essence(one) === essence(other);
}

function essence({ month, state, minutes, codes, reasons, undetermined, complexity }: MonthFinding): string {
  return JSON.stringify([
    month,
    state,
    [minutes.clinical_staff, minutes.practitioner, minutes.pooled],
    codes.map(({ code, units }) => `${code} ${units}`).sort(),
    reasons.map(({ code, reason }) => `${code} ${reason}`).sort(),
    undetermined.map(({ what }) => what).sort(),
    [complexity?.answer, complexity?.person],
  ]);
}
