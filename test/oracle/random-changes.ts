import fc from "fast-check";
import base from "../vectors/base-month.json" with { type: "json" };

const biller = base.facts.billing_practitioner.id;

/** Dotted path and new value; `undefined` makes the fact not known. */
export type Change = readonly [path: string, value: unknown];

const condition = fc.record({
  icd10: fc.constantFrom("E11.9", "E11.65", "I10", "J44.9", "N18.3", "R05.9", "Z79.4"),
  label: fc.constant("a problem"),
  clinical_status: fc.constantFrom(
    "active",
    "active",
    "active",
    "recurrence",
    "relapse",
    "resolved",
    "inactive",
  ),
  verification_status: fc.constantFrom("confirmed", "confirmed", "confirmed", "provisional", "refuted"),
  expected_12_months_or_until_death: fc.constantFrom(true, true, true, false),
});

/** A moment in or about the month: an instant on a whole second, or a day. */
const moment = (month: string) =>
  fc
    .record({
      day: fc.oneof(fc.integer({ min: -2, max: 33 }), fc.constant(11)),
      second: fc.constantFrom(
        0,
        1,
        5 * 3600,
        12 * 3600,
        15 * 3600 + 600,
        15 * 3600 + 1200,
        20 * 3600 - 1,
        86_399,
      ),
      whole: fc.boolean(),
    })
    .map(({ day, second, whole }) => {
      const at = new Date(Date.parse(`${month}-01T00:00:00Z`) + (day * 86_400 + second) * 1000).toISOString();
      return whole ? at.slice(0, 10) : at.replace(".000Z", "Z");
    });

/** Everything that can be otherwise in a month, one at a time. */
export function changesOf(month: string): fc.Arbitrary<Change>[] {
  const at = moment(month);
  const lastDay = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0))
    .toISOString()
    .slice(0, 10);
  const set = <Value>(path: string, values: fc.Arbitrary<Value>): fc.Arbitrary<Change> =>
    values.map((value) => [path, value]);
  const one = (path: string, ...values: unknown[]) => set(path, fc.constantFrom(...values));
  const service = fc.record({
    code: fc.constantFrom(
      ..."G0557 99426 G0181 G0182 90960 99495 99457 99484 99214 g0557-25 99490 G0506".split(" "),
    ),
    by: fc.constantFrom(biller, biller, "pr-2", undefined),
    status: fc.constantFrom(undefined, undefined, undefined, "requested", "attempted"),
    date: at,
  });
  const claim = fc.record({
    code: fc.constantFrom(
      "99490",
      "99439",
      "99491",
      "99437",
      "99487",
      "99489",
      "G0506",
      "G0511",
      "99490-25",
      "G2058",
    ),
    by: fc.constantFrom(biller, biller, biller, "pr-2", undefined),
    same_group: fc.boolean(),
  });
  const stay = fc
    .record({
      type: fc.constantFrom(
        "inpatient_hospital",
        "observation",
        "snf_part_a",
        "emergency_department",
        "assisted_living",
      ),
      bounds: fc.tuple(at, at),
      sorted: fc.integer({ min: 0, max: 9 }).map((it) => it > 0),
      end: fc.constantFrom("known", "known", "known", "known", "none", "open"),
    })
    .map(({ type, bounds, sorted, end }) => {
      const [from, to] = sorted ? bounds.toSorted() : bounds;
      if (end === "open") return { type, from };
      return { type, from, to: end === "none" ? null : to };
    });
  return [
    set("consent.obtained", at),
    set("consent.revoked", at),
    set("patient.deceased", at),
    set("stays", fc.array(stay, { maxLength: 2 })),
    one("stays", [{ type: "inpatient_hospital", from: `${month}-01`, to: lastDay }], undefined),
    set("other_services", fc.array(service, { maxLength: 2 })),
    one("other_services", undefined, [{ code: "99439", by: biller, status: "requested" }]),
    one(
      "prior_ccm_claims_this_month",
      [{ code: "99490", by: biller, same_group: true }],
      [
        { code: "99490", by: biller, same_group: true },
        { code: "99439", by: biller, same_group: true },
      ],
    ),
    set("prior_ccm_claims_this_month", fc.array(claim, { minLength: 1, maxLength: 3 })),
    one("prior_ccm_claims_this_month", [{ code: "99491", by: "pr-2", same_group: false }], undefined, [
      { code: "99487", by: biller, same_group: true },
    ]),
    one("mdm.documented", false, undefined),
    one("mdm.level", "moderate", "moderate", "high", "straightforward", undefined),
    one(
      "mdm",
      { level: "moderate", by: biller, documented: true },
      { level: "high", by: biller, documented: true },
    ),
    one("mdm", null, undefined, { level: "moderate", by: "pr-2", documented: true }),
    set("conditions", fc.array(condition, { minLength: 1, maxLength: 4 })),
    one("conditions", undefined),
    one("risk_documented", false, undefined),
    one("payer.type", "medicare_advantage", "commercial", undefined),
    one("payer.part_b", false, undefined),
    one("practice.pos", "22", "19", "31", "12"),
    one("practice.qualifying_apm_participant", true),
    one("practice.type", "rhc", "fqhc"),
    one("practice.gpci", { work: 1, pe: 1.1, mp: 0.5 }, { work: 1.042, pe: 0.877, mp: 1.213 }),
    one("practice.access_24_7", false, undefined),
    one("practice.certified_ehr", false, undefined),
    one("billing_practitioner.type", "NP", "PA", "CNM", "podiatrist", undefined),
    one("consent", null, undefined),
    one("consent.status", "declined", "rejected", "draft", "inactive", undefined),
    one("consent.scope", "rpm", undefined),
    one("consent.documented", false, undefined),
    one("consent.elements.right_to_stop_end_of_month", false, undefined),
    one("consent.billing_practitioner", "pr-2", undefined),
    one("care_plan", null, undefined),
    one("care_plan.exists", false, undefined),
    one("care_plan.electronic", false, undefined),
    one("care_plan.copy_given_to_patient", false, undefined),
    one("care_plan.approved_by", null, "pr-2", undefined),
    set("care_plan.established", at),
    one("last_face_to_face_before_enrollment", null, undefined),
    set(
      "last_face_to_face_before_enrollment.date",
      fc.constantFrom("2025-01-15", "2025-01-14", "2025-03-20"),
    ),
    one("last_face_to_face_before_enrollment.by", "pr-2", undefined),
    one("last_face_to_face_before_enrollment.code", "99211", "99441", "G0439", undefined),
    one("ccm_enrollment_start", null, undefined, `${month}-02`, "2025-06-30"),
    one("initiating_visit", null, undefined),
    set("initiating_visit.date", at),
    one("initiating_visit.code", "99211", "99214", "99495", "99441", undefined),
    one("initiating_visit.by", "pr-2", undefined),
    one("initiating_visit.ccm_discussed", false, undefined),
    one("g0506_previously_billed", "2025-02-03", true, false, undefined),
    one("patient.deceased", undefined),
    one("other_services", [
      { code: "G0506", by: biller, status: "requested" },
      { code: "G0511", by: biller, status: "requested" },
    ]),
    one("hospice", { elected: `${month}-12`, ccm_related_to_terminal_illness: false }),
    one("home_health_episode", true),
    one("device_days", [{ device: "cuff", days: 17 }]),
    one("a_word_of_our_own", { practice: { timezone: "UTC" } }),
    set(
      "as_of",
      at.map((moment) => (moment.length > 10 ? moment : `${moment}T12:00:00Z`)),
    ),
    one("time_entries", undefined),
  ];
}
