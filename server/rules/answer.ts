import type { BlockedCode, CodeUnits, Gap, Readiness, Undetermined } from "../contract/index.ts";
import { amountOf, missingForAmount } from "./codes/amounts.ts";
import { claimPlace } from "./codes/claim-place.ts";
import { isCurable } from "./codes/curable.ts";
import { dateOfService } from "./codes/date-of-service.ts";
import type { FamilyAnswer } from "./codes/family.ts";
import { blockedRequests, familiesNotEvaluated, unansweredRequests } from "./codes/other-codes.ts";
import { staffFamily } from "./codes/staff-family.ts";
import { requestedCodes } from "./conflicts/billed-services.ts";
import { sameMonthServices } from "./conflicts/same-month-services.ts";
import { monthRecord } from "./eligibility/month-record.ts";
import { prerequisites } from "./eligibility/prerequisites.ts";
import { staffFamilyCodes } from "./figures/ccm-codes.ts";
import { allGaps } from "./notices/all-gaps.ts";
import { contestedIn } from "./notices/contested.ts";
import { siblingPrograms } from "./notices/sibling-programs.ts";
import { judge, once, type Verdict } from "./proof/verdict.ts";
import type { Situation } from "./situation.ts";
import { type MonthTime, monthTime } from "./time/month-time.ts";

/** The readiness before it is sealed. */
export type Answer = Omit<Readiness, "hash" | "rule_set">;

interface Parts {
  readonly situation: Situation;
  readonly time: MonthTime;
  readonly eligible: boolean | null;
  readonly standing: readonly Verdict[];
  readonly staff: FamilyAnswer;
}

/** The answer for a month with rules in force. */
export function answerFor(situation: Situation): Answer {
  const codes = [...staffFamilyCodes];
  const eligibility = judge(prerequisites, situation, codes);
  const standing = [
    eligibility,
    judge(monthRecord, situation, codes),
    judge(sameMonthServices, situation, codes),
  ];
  const time = monthTime(situation);
  const staff = staffFamily({ situation, time, standing, requested: requestedCodes(situation.facts) });
  return assemble({ situation, time, standing, staff, eligible: eligibleFrom(eligibility) });
}

function eligibleFrom({ criterion: { status } }: Verdict): boolean | null {
  return status === "unknown" ? null : status === "met";
}

function assemble(parts: Parts): Answer {
  const { situation, time, staff, eligible } = parts;
  const codes = [...staff.codes];
  const amount_usd = amountOf(codes, situation);
  const blocked = [...staff.blocked, ...blockedRequests(situation, staff.codes)];
  const gaps: Gap[] = allGaps(situation, time, {
    stands: parts.standing.every(({ criterion }) => criterion.status === "met"),
    amount_usd,
    corrects: staff.corrects,
  });
  return {
    eligible,
    minutes: time.minutes,
    codes,
    amount_usd,
    alternatives: [],
    curable: isCurable("99490", blocked, situation),
    claim_pos: claimPlace(situation),
    blocked,
    gaps,
    counted_entries: [...time.counted],
    excluded_entries: [...time.excluded],
    thresholds: [...staff.thresholds],
    sibling_programs: siblingPrograms(gaps),
    undetermined: undeterminedIn(parts, amount_usd, blocked),
    next: [...staff.next],
    date_of_service: dateOfService(situation, time, staff.earnedBySeconds),
    criteria: [...parts.standing.map(({ criterion }) => criterion), ...staff.criteria],
    contested: contestedIn(situation, time, new Set(gaps.map(({ code }) => code))),
  };
}

function undeterminedIn(
  { situation, time, standing, staff }: Parts,
  amount: number | null,
  blocked: readonly BlockedCode[],
): Undetermined[] {
  const lines = [
    ...standing.flatMap(({ missing }) => missing),
    ...time.missing,
    ...staff.undetermined,
    ...(amount === null ? missingAmount(situation, staff.codes) : []),
    ...familiesNotEvaluated(),
    ...unansweredRequests(blocked),
  ];
  return once(lines, ({ what }) => what);
}

function missingAmount(situation: Situation, codes: readonly CodeUnits[]): Undetermined[] {
  const facts = missingForAmount(situation);
  if (facts.length > 0) return facts;
  const wanted = codes.map(({ code }) => code).join(" and ");
  return [{ what: "amount_usd", missing: `a sourced rate of ${wanted} for this place, locality and year` }];
}
