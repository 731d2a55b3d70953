import type { BlockedCode, CodeUnits, Gap, Readiness, Undetermined } from "../contract/index.ts";
import { alternativesOf } from "./codes/alternatives.ts";
import { amountOf, missingForAmount } from "./codes/amounts.ts";
import { type CarePlanningAnswer, carePlanning } from "./codes/care-planning.ts";
import { type FamiliesAnswer, familiesAnswer } from "./codes/ccm-families-answer.ts";
import { claimPlace } from "./codes/claim-place.ts";
import { isCurable } from "./codes/curable.ts";
import { dateOfService } from "./codes/date-of-service.ts";
import type { FamilyQuestion } from "./codes/family.ts";
import { generalCodeAlternative, generalCodeBlocked } from "./codes/general-code-answer.ts";
import {
  blockedRequests,
  familiesNotEvaluated,
  openRequests,
  unansweredRequests,
} from "./codes/other-codes.ts";
import { requestedCodes } from "./conflicts/billed-services.ts";
import { sameMonthServices } from "./conflicts/same-month-services.ts";
import { monthRecord } from "./eligibility/month-record.ts";
import { prerequisites } from "./eligibility/prerequisites.ts";
import { familyCodes } from "./figures/ccm-codes.ts";
import { allGaps } from "./notices/all-gaps.ts";
import { contestedIn } from "./notices/contested.ts";
import { judge, once, type Verdict } from "./proof/verdict.ts";
import { siblingPrograms } from "./siblings/sibling-programs.ts";
import { type SiblingTime, siblingTime } from "./siblings/sibling-time.ts";
import type { Situation } from "./situation.ts";
import { monthTime } from "./time/month-time.ts";

/** The readiness before it is sealed. */
export type Answer = Omit<Readiness, "hash" | "rule_set">;

interface Parts {
  readonly question: FamilyQuestion;
  readonly siblings: SiblingTime;
  readonly eligible: boolean | null;
  readonly families: FamiliesAnswer;
  readonly planning: CarePlanningAnswer;
  /** Everything ready, of whichever family. */
  readonly codes: readonly CodeUnits[];
  readonly blocked: readonly BlockedCode[];
}

/** The answer for a month with rules in force. */
export function answerFor(situation: Situation): Answer {
  const codes = [...familyCodes(situation.figures.edition)];
  const eligibility = judge(prerequisites, situation, codes);
  const standing = [
    eligibility,
    judge(monthRecord, situation, codes),
    judge(sameMonthServices(situation.figures.edition), situation, codes),
  ];
  const requested = requestedCodes(situation.facts);
  const question = { situation, time: monthTime(situation), standing, requested };
  return assemble(partsOf(question, eligibleFrom(eligibility)));
}

function eligibleFrom({ criterion: { status } }: Verdict): boolean | null {
  return status === "unknown" ? null : status === "met";
}

function partsOf(question: FamilyQuestion, eligible: boolean | null): Parts {
  const { situation } = question;
  const families = familiesAnswer(question);
  const planning = carePlanning(question);
  const codes = [...families.reported.codes, ...planning.codes];
  const siblings = siblingTime(situation, question.time);
  const refused = [
    ...families.blocked,
    ...planning.blocked,
    ...generalCodeBlocked(question, families.selection),
    ...blockedRequests({ ...question, siblings, ready: families.reported.codes }),
  ];
  const blocked = [...refused, ...openRequests(situation, codes, refused)];
  return { question, siblings, eligible, families, planning, codes, blocked };
}

function assemble(parts: Parts): Answer {
  const { families, planning, eligible, codes, blocked } = parts;
  const { situation, time, standing } = parts.question;
  const { selection, reported } = families;
  const amount_usd = amountOf(codes, situation);
  const gaps: Gap[] = allGaps(situation, time, {
    stands: standing.every(({ criterion }) => criterion.status === "met"),
    amount_usd,
    blocked,
    corrects: reported.corrects,
    replaces: reported.replaces,
    supported: [...selection.supported.flatMap((one) => one.codes), ...planning.codes],
  });
  return {
    eligible,
    minutes: time.minutes,
    codes: [...codes],
    amount_usd,
    alternatives: [
      ...alternativesOf(selection, situation, planning.codes),
      ...generalCodeAlternative(selection, situation),
    ],
    curable: reported.codes.length === 0 && isCurable(baseCodes(situation), blocked, situation),
    claim_pos: claimPlace(situation),
    blocked: [...blocked],
    gaps,
    counted_entries: [...time.counted],
    excluded_entries: [...time.excluded],
    thresholds: [...families.thresholds],
    sibling_programs: siblingPrograms(situation, parts.siblings, gaps),
    undetermined: undeterminedIn(parts, amount_usd),
    next: [...families.next],
    date_of_service: dateOfService(situation, reachedOn([reported, planning])),
    criteria: [...standing.map(({ criterion }) => criterion), ...families.criteria, ...planning.criteria],
    contested: contestedIn({
      situation,
      time,
      siblings: parts.siblings,
      selection,
      gaps: new Set(gaps.map(({ code }) => code)),
    }),
  };
}

const baseCodes = ({ figures }: Situation) => figures.families.map(({ base }) => base.code);

const reachedOn = (parts: readonly { readonly reachedOn: string | null }[]) =>
  parts.flatMap((part) => part.reachedOn ?? []);

function undeterminedIn(
  { question: { situation, time, standing }, families, planning, codes, blocked }: Parts,
  amount: number | null,
): Undetermined[] {
  const { edition } = situation.figures;
  const lines = [
    ...standing.flatMap(({ missing }) => missing),
    ...time.missing,
    ...families.undetermined,
    ...planning.undetermined,
    ...(amount === null ? missingAmount(situation, codes) : []),
    ...familiesNotEvaluated(edition),
    ...unansweredRequests(blocked, edition),
  ];
  return once(lines, ({ what }) => what);
}

function missingAmount(situation: Situation, codes: readonly CodeUnits[]): Undetermined[] {
  const facts = missingForAmount(situation);
  if (facts.length > 0) return facts;
  const wanted = codes.map(({ code }) => code).join(" and ");
  return [{ what: "amount_usd", missing: `a sourced rate of ${wanted} for this place, locality and year` }];
}
