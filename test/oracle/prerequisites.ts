import type { MonthFacts } from "../../server/contract/index.ts";
import { facilityStays, reasonsOfTime, unnamed } from "./entry-reasons.ts";
import type { WallClock } from "./wall-clock.ts";

/** true: met; false: unmet; null: nobody knows. */
type Known = boolean | null;
type Asked = readonly [reason: string, met: Known];
type Consent = NonNullable<MonthFacts["consent"]>;

const is = <Value>(value: Value | undefined, test: (value: Value) => boolean): Known =>
  value === undefined ? null : test(value);
const any = (...all: Known[]): Known => (all.includes(true) ? true : all.includes(null) ? null : false);
const every = (...all: Known[]): Known => (all.includes(false) ? false : all.includes(null) ? null : true);

const mayBill = new Set(["MD", "DO", "NP", "PA", "CNS", "CNM"]);
const initiating = new Set(
  "99202 99203 99204 99205 99212 99213 99214 99215 G0402 G0438 G0439 99495 99496".split(" "),
);

/** Had this happened in or before the month, in the patient's life, and by the day of the calculation? */
function hasHappened(moment: string, month: string, facts: MonthFacts, clock: WallClock): boolean {
  const limits = [facts.patient?.deceased, facts.as_of].flatMap((limit) =>
    limit ? [clock.dayOf(limit)] : [],
  );
  const day = clock.dayOf(moment);
  return day.slice(0, 7) <= month && limits.every((limit) => day <= limit);
}

/** Every prerequisite of CCM with its answer. */
export function prerequisites(month: string, facts: MonthFacts, clock: WallClock): Asked[] {
  const { payer, practice, billing_practitioner: biller, patient } = facts;
  return [
    ["no_part_b", is(payer?.part_b, (yes) => yes)],
    ["not_medicare", is(payer?.type, (type) => type !== "commercial")],
    ["practitioner_type_ineligible", is(biller?.type, (type) => mayBill.has(type))],
    ["access_24_7_missing", is(practice?.access_24_7, (yes) => yes)],
    ["certified_ehr_missing", is(practice?.certified_ehr, (yes) => yes)],
    ["fewer_than_two_chronic", twoDiseases(facts)],
    ["risk_not_documented", is(facts.risk_documented, (yes) => yes)],
    ["initiating_visit_missing", any(seenBefore(facts, clock), visitQualifies(month, facts, clock))],
    ["deceased_before_service", is(patient?.deceased, (on) => on === null || clock.monthOf(on) >= month)],
    ["facility_stay_full_month", facts.stays === undefined ? true : !awayAllMonth(month, facts, clock)],
    ...consent(month, facts, clock),
    ...carePlan(month, facts, clock),
  ];
}

function twoDiseases({ conditions }: MonthFacts): Known {
  if (conditions === undefined) return null;
  const diseases = (wanted: Known) =>
    conditions.flatMap((one) => {
      const counts = every(
        is(one.clinical_status, (status) => ["active", "recurrence", "relapse"].includes(status)),
        is(one.verification_status, (status) => status === "confirmed"),
        is(one.expected_12_months_or_until_death, (yes) => yes),
        !/^[RSTV-Z]/.test(one.icd10 ?? ""),
      );
      return counts === wanted ? [(one.icd10 ?? "").slice(0, 3)] : [];
    });
  const sure = new Set(diseases(true));
  return sure.size >= 2 ? true : new Set([...sure, ...diseases(null)]).size >= 2 ? null : false;
}

function seenBefore(facts: MonthFacts, clock: WallClock): Known {
  const { last_face_to_face_before_enrollment: seen, ccm_enrollment_start: start } = facts;
  if (seen === null || start === null) return false;
  if (seen === undefined || facts.billing_practitioner?.id === undefined) return null;
  const biller = facts.billing_practitioner.id;
  const ours = every(
    is(seen.by, (by) => by === biller),
    seen.code === undefined || !["99211", "99441"].includes(seen.code),
  );
  if (seen.date == null || start === undefined) return ours === false ? false : null;
  const day = clock.dayOf(seen.date);
  const anniversary = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return every(day <= start && start <= anniversary, ours);
}

function visitQualifies(month: string, facts: MonthFacts, clock: WallClock): Known {
  const { initiating_visit: visit, billing_practitioner: biller, ccm_enrollment_start: start } = facts;
  if (visit === null) return false;
  const recent = (on: string) => start == null || start <= `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;
  return every(
    start === undefined ? null : visit?.date == null || recent(clock.dayOf(visit.date)),
    is(visit?.code, (code) => initiating.has(code)),
    biller?.id === undefined ? null : is(visit?.by, (by) => by === biller.id),
    is(visit?.ccm_discussed, (yes) => yes),
    visit?.date == null ? null : hasHappened(visit.date, month, facts, clock),
  );
}

/** The day of the visit that is to open CCM, unless it is known that none was needed. */
export function visitNeededFrom(facts: MonthFacts, clock: WallClock): string | null {
  const { initiating_visit: visit } = facts;
  if (visit?.date == null || seenBefore(facts, clock) === true) return null;
  return visit.date;
}

/** The day of the initiating visit, when it took place in this month. */
export function visitThisMonth(month: string, facts: MonthFacts, clock: WallClock): boolean {
  const { initiating_visit: visit } = facts;
  return (
    visitQualifies(month, facts, clock) === true && visit?.date != null && clock.monthOf(visit.date) === month
  );
}

const away = "during_facility_stay";

/** Nobody knows of a stay whether it was over before the month was. */
export const mayBeAwayAllMonth = (month: string, facts: MonthFacts, clock: WallClock): boolean =>
  !awayAllMonth(month, facts, clock) && awayAllMonth(month, facts, clock, [away, unnamed]);

function awayAllMonth(month: string, facts: MonthFacts, clock: WallClock, why = [away]): boolean {
  const first = Date.parse(`${month}-01T00:00:00Z`) / 1000 - 86_400;
  const stays = { stays: facilityStays(facts) };
  if (stays.stays.length === 0) return false;
  for (let second = first; second < first + 34 * 86_400; second += 900) {
    if (!clock.dayOfSecond(second).startsWith(month)) continue;
    const reasons = reasonsOfTime({ second }, { month, facts: stays, clock, visitFrom: null });
    if (!why.some((reason) => reasons.includes(reason))) return false;
  }
  return true;
}

function consent(month: string, facts: MonthFacts, clock: WallClock): Asked[] {
  const { consent: given, billing_practitioner: biller } = facts;
  if (given === null) return [["consent_missing", false]];
  if (given === undefined) return [["consent_missing", null]];
  const { status, scope, documented, obtained, revoked } = given;
  // A consent withdrawn later is inactive today and was in force before; a draft never was.
  const ended = revoked != null && status === "inactive";
  return [
    ["consent_missing", is(status, (word) => word !== "declined" && word !== "rejected")],
    ["consent_inactive", ended ? true : is(status, (word) => word !== "draft" && word !== "inactive")],
    ["consent_wrong_scope", is(scope, (word) => word === "ccm")],
    ["consent_not_documented", is(documented, (yes) => yes)],
    ["consent_after_service", is(obtained, (on) => hasHappened(on, month, facts, clock))],
    ["consent_revoked", is(revoked, (on) => on === null || clock.monthOf(on) >= month)],
    ["consent_incomplete", allTold(given)],
    [
      "consent_other_practitioner",
      biller?.id === undefined ? null : is(given.billing_practitioner, (id) => id === biller.id),
    ],
  ];
}

function allTold({ elements = {} }: Consent): Known {
  const { availability_and_cost_sharing, one_practitioner_per_month, right_to_stop_end_of_month } = elements;
  const ticks = [availability_and_cost_sharing, one_practitioner_per_month, right_to_stop_end_of_month];
  return every(...ticks.map((tick) => tick ?? null));
}

function carePlan(month: string, facts: MonthFacts, clock: WallClock): Asked[] {
  const { care_plan: plan, billing_practitioner: biller } = facts;
  if (plan === null || plan?.exists === false) return [["care_plan_missing", false]];
  if (plan === undefined) return [["care_plan_missing", null]];
  const inForce = is(plan.established, (on) => on !== null && hasHappened(on, month, facts, clock));
  return [
    ["care_plan_missing", plan.exists === undefined ? null : inForce],
    ["care_plan_not_electronic", is(plan.electronic, (yes) => yes)],
    ["care_plan_copy_missing", is(plan.copy_given_to_patient, (yes) => yes)],
    [
      "care_plan_not_practitioner_approved",
      plan.approved_by === null
        ? false
        : biller?.id === undefined
          ? null
          : is(plan.approved_by, (id) => id === biller.id),
    ],
  ];
}

export function eligible(asked: readonly Asked[]): Known {
  return every(...asked.map(([, met]) => met));
}
