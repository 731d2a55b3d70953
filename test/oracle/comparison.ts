import type { MonthCase, Readiness } from "../../server/contract/index.ts";
import { isSound, isUnknown } from "./entry-reasons.ts";
import { type IndependentAnswer, independentAnswer } from "./independent-answer.ts";
import { WallClock } from "./wall-clock.ts";

/** What both programs say of a month, in the same words, and only where the contract says what is right. */
export interface Compared {
  readonly engine: object;
  readonly oracle: object;
}

/** Reasons the contract names; time lost to overlap or sharing has words of the engine's own. */
const named = new Set([
  "activity_missing",
  "activity_not_specific",
  "activity_uncertain",
  "after_death",
  "after_revocation",
  "before_consent",
  "before_initiating_visit",
  "counted_in_other_service",
  "duplicate_entry",
  "during_facility_stay",
  "future_dated",
  "invalid_interval",
  "not_ccm_activity",
  "not_clinical_staff",
  "outside_service_month",
  "outside_us",
  "person_missing",
  "undated",
  "unrelated_to_chronic_care",
  "unsuccessful_contact",
]);

const inOrder = (lines: readonly string[]) => [...new Set(lines)].sort();
const codeLines = (codes: Readiness["codes"]) => codes.map(({ code, units }) => `${code} x ${units}`).sort();

/** Whether lacking minutes were lost to a second programme has its own tables. */
const staffLines = (reasons: readonly string[]) =>
  inOrder(reasons.map((reason) => (reason === "double_counted_time" ? "time_below_threshold" : reason)));

/** Of stays whose end is open, the contract does not say which reason stands for the time after it. */
const areStaysSound = ({ stays, practice }: MonthCase["facts"]) =>
  (stays ?? []).every((stay) => isSound(stay, new WallClock(practice?.timezone ?? "UTC")));

/** Puts the engine's answer beside the independent one. */
export function compare({ month, facts }: MonthCase, said: Readiness): Compared {
  const oracle: IndependentAnswer = independentAnswer(month, facts);
  const { clinical_staff, practitioner, pooled } = said.minutes;
  const timeKnown = said.eligible === true && facts.stays !== undefined && facts.time_entries !== undefined;
  const unattributed = new Set((facts.time_entries ?? []).flatMap((one) => (isUnknown(one) ? [one.id] : [])));
  const excluded = (lines: readonly string[]) =>
    inOrder(lines.filter((line) => !unattributed.has(line.split(" ")[0] ?? "")));
  const listed = said.excluded_entries.filter(({ reason }) => named.has(reason));
  const blocks = said.blocked.filter(({ code }) => code === "99490").map(({ reason }) => reason);
  const blocksKnown = timeKnown && areStaysSound(facts) && unattributed.size === 0;
  const ready = said.codes.some(({ code }) => code !== "G0506");
  const dated = ready && oracle.dates[0] !== null;
  return {
    engine: {
      eligible: said.eligible,
      minutes: timeKnown ? [clinical_staff, practitioner, pooled] : null,
      codes: codeLines(said.codes),
      amount: said.amount_usd,
      excluded: excluded(listed.map(({ id, reason }) => `${id} ${reason}`)),
      staffBlocks: blocksKnown ? staffLines(blocks) : null,
      dates: dated ? [said.date_of_service.earliest, said.date_of_service.latest] : null,
    },
    oracle: {
      eligible: oracle.eligible,
      minutes: timeKnown ? oracle.minutes : null,
      codes: codeLines([...oracle.codes]),
      amount: oracle.amount,
      excluded: excluded(oracle.excluded),
      staffBlocks: blocksKnown ? staffLines(oracle.staffBlocks) : null,
      dates: dated ? oracle.dates : null,
    },
  };
}
