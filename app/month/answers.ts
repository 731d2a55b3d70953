import type { MonthView } from "../../server/contract/api.ts";
import type { Criterion, Readiness } from "../../server/contract/readiness.ts";
import { clock, counted, money } from "../ui/format.ts";
import type { StatusKind } from "../ui/status.tsx";
import { causeOf } from "./causes.ts";
import { timeIsKnown } from "./chart-knowledge.ts";
import { belongs } from "./code-families.ts";
import { namesOf } from "./code-sets.ts";
import { criterionOf, deciding } from "./criterion-search.ts";
import { askedFacts, openElsewhere } from "./facts-asked.ts";
import { leadingFamily } from "./leading-family.ts";
import { sumOf } from "./time-sum.ts";

/** One of the five answers: the question, the answer in two or three words, and what it stands on. */
export interface Answer {
  readonly question: string;
  readonly kind: StatusKind;
  readonly answer: string;
  readonly details: readonly string[];
}

/** Enrolled, consent, care plan, minutes and next code, in this order. */
export function answersOf(view: MonthView): Answer[] {
  const { readiness } = view;
  return [
    enrolled(view),
    prerequisite(readiness, consent),
    prerequisite(readiness, carePlan),
    minutes(view),
    nextCode(view),
  ];
}

/** The engine's own count of diseases: two records of one disease are one. */
function conditionWords({ criteria }: Readiness): string[] {
  const criterion = criterionOf(criteria, ["two_chronic_conditions"]);
  if (criterion === null) return [];
  return criterion.status === "unknown" ? ["Chronic conditions: not known"] : [criterion.because];
}

/** The chart's enrolment, and whether the prerequisites are met where they are not. */
function enrolled(view: MonthView): Answer {
  const { enrolment, readiness } = view;
  const [kind, answer, from] = enrolmentWords[enrolment.state];
  const since = enrolment.since === null ? [] : [`${from} ${enrolment.since}`];
  const eligible = readiness.eligible === true ? [] : [eligibleWords[String(readiness.eligible)] ?? ""];
  return {
    question: "Enrolled",
    kind,
    answer,
    details: [...since, ...conditionWords(readiness), ...eligible],
  };
}

const enrolmentWords: Record<MonthView["enrolment"]["state"], readonly [StatusKind, string, string]> = {
  enrolled: ["ready", "Yes", "Since"],
  not_yet: ["excluded", "Not yet", "From"],
  on_hold: ["excluded", "On hold", "Since"],
  withdrawn: ["excluded", "Withdrawn", "Since"],
  none: ["excluded", "No", "Since"],
  not_known: ["unknown", "Not known", "Since"],
};

const eligibleWords: Readonly<Record<string, string>> = {
  false: "Not eligible this month",
  null: "Eligible: not known",
};

interface Prerequisite {
  readonly question: string;
  readonly id: string;
  readonly met: string;
  /** The parts worth a line when everything is met. */
  readonly telling: readonly string[];
}

const consent: Prerequisite = {
  question: "Consent",
  id: "consent",
  met: "On file",
  telling: ["consent_date", "consent_documented"],
};
const carePlan: Prerequisite = {
  question: "Care plan",
  id: "care_plan",
  met: "In force",
  telling: ["care_plan_established", "care_plan_approved"],
};

function prerequisite({ criteria }: Readiness, { question, id, met, telling }: Prerequisite): Answer {
  const criterion = criterionOf(criteria, [id]);
  if (criterion?.status === "met") {
    const parts = criterion.parts.filter((part) => telling.includes(part.id));
    return {
      question,
      kind: "ready",
      answer: met,
      details: statements(parts.length > 0 ? parts : [criterion]),
    };
  }
  const details = criterion
    ? statements(deciding(criterion)).slice(0, 2)
    : ["Not evaluated by this rule set"];
  if (criterion?.status === "unmet") return { question, kind: "blocked", answer: "Not in force", details };
  return { question, kind: "unknown", answer: "Not known", details };
}

function statements(criteria: readonly Criterion[]): string[] {
  return [...new Set(criteria.map(({ because }) => because))];
}

function minutes(view: MonthView): Answer {
  const question = "Minutes";
  if (!timeIsKnown(view)) {
    return {
      question,
      kind: "unknown",
      answer: "Not known",
      details: ["Time entries could not be read whole"],
    };
  }
  if (view.readiness.thresholds.length === 0) {
    return { question, kind: "unknown", answer: "Not known", details: ["No rules for this period"] };
  }
  const sum = sumOf(view.entries);
  const kept = `${clock(sum.counted)} kept to the second`;
  const { clinical_staff, practitioner, pooled } = view.readiness.minutes;
  const pools = practitioner === 0 ? [] : [`Staff ${clinical_staff} min, practitioner ${practitioner} min`];
  const rest = sum.notCounted === 0 ? [] : [`${clock(sum.notCounted)} not counted`];
  const answer = `${pooled} counted`;
  return {
    question,
    kind: "short",
    answer,
    details: view.entries.length === 0 ? [noEntryWords(view)] : [...pools, kept, ...rest],
  };
}

function noEntryWords({ set_aside }: MonthView): string {
  const aside = set_aside.filter(({ artefact }) => artefact === "time_entry").length;
  return aside === 0 ? "None found, read complete" : `${counted(aside, "entry", "entries")} set aside`;
}

function nextCode({ readiness, amounts_basis }: MonthView): Answer {
  const leading = leadingFamily(readiness);
  const next = readiness.next.find(({ code }) => belongs(code, leading));
  const short = next ? `${next.code} in ${next.minutes_short} min` : null;
  const withheld = readiness.codes.length === 0 ? whyNone(readiness) : null;
  const question = "Next code";
  if (withheld)
    return { ...withheld, question, details: [...withheld.details, ...(short ? [`Minutes: ${short}`] : [])] };
  const own = next?.by === "practitioner" ? ["By the practitioner's own minutes"] : [];
  const details = [...own, supportedWords(readiness), ...(readiness.codes.length > 0 ? [amounts_basis] : [])];
  if (next && short) return { question, kind: nextKind(next.minutes_short), answer: short, details };
  return {
    question,
    kind: readiness.codes.length > 0 ? "ready" : "excluded",
    answer: "None further",
    details,
  };
}

/** Why no code is ready whatever the minutes; null where only minutes are lacking. */
function whyNone(readiness: Readiness): Omit<Answer, "question"> | null {
  const cause = causeOf(readiness);
  const elsewhere = openElsewhere(readiness);
  if (cause !== null && elsewhere !== undefined) {
    const may = `${elsewhere} has its minutes: not everything it asks is known`;
    return { kind: "unknown", answer: "Not known", details: [cause, may] };
  }
  if (cause !== null) return { kind: "blocked", answer: "Blocked", details: [cause] };
  const { length } = askedFacts(readiness).leading;
  if (length === 0) return null;
  return {
    kind: "unknown",
    answer: "Not known",
    details: [`${counted(length, "fact")} not known: nothing is ready`],
  };
}

/** Amber within five minutes, as everywhere. */
function nextKind(minutesShort: number): StatusKind {
  return minutesShort <= 5 ? "near" : "short";
}

/** `Documentation supports 99490 now, $66.13`; says so when it supports none. */
export function supportedWords({ codes, amount_usd }: Readiness): string {
  if (codes.length === 0) return "Documentation supports no code yet";
  return `Documentation supports ${namesOf(codes)} now, ${amount_usd === null ? "amount not known" : money(amount_usd)}`;
}
