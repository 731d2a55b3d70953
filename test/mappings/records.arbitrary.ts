import fc from "fast-check";
import {
  type Attestation,
  CarePlanElement,
  type CarePlanRecord,
  ComplexityAnswer,
  type ConsentRecord,
  ContactMode,
  ContactOutcome,
  type EnrolmentRecord,
  type MonthRecord,
  type PersonRef,
  type TimeEntryRecord,
  TimeRole,
  type VisitRecord,
} from "../../server/contract/index.ts";

/* Any record the contract allows, with the nasty text people and programs produce. */

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

const day = fc
  .date({ min: new Date("1996-01-01T00:00:00Z"), max: new Date("2060-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const offset = fc.constantFrom("Z", "-05:00", "-04:00", "-10:00", "+05:45", "+14:00");
const clock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.constantFrom("", ".5", ".123"))
  .map(([hour, minute, second, fraction]) => `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`);
const instant = fc.tuple(day, clock, offset).map(([date, time, zone]) => `${date}T${time}${zone}`);
const dayOrInstant = fc.oneof(day, instant);
const month = fc
  .tuple(fc.integer({ min: 1996, max: 2060 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${pad(number)}`);

/** Text with markup, line ends, quotes and letters of many scripts; never empty. */
const prose = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    'a & b "c"',
    "one\r\ntwo\n",
    " edges ",
    "naïve 日本語 👩‍⚕️",
    "[problem_list] x",
  ),
);
const word = fc.stringMatching(/^[a-z]{1,12}(_[a-z]{1,12}){0,2}$/);
const id = fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/);
const referenceTo = (type: string) => id.map((one) => `${type}/${one}`);

const person: fc.Arbitrary<PersonRef> = fc.record({
  reference: fc.oneof(referenceTo("Practitioner"), referenceTo("PractitionerRole")),
  display: prose,
});
const attestation: fc.Arbitrary<Attestation> = fc.record({ by: prose, role: prose, on: dayOrInstant });
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

export const timeEntry: fc.Arbitrary<TimeEntryRecord> = fc.record({
  id: fc.uuid(),
  start: instant,
  end: instant,
  person,
  credential: prose,
  role: fc.constantFrom(...TimeRole.options),
  activity: word,
  mode: fc.constantFrom(...ContactMode.options),
  outcome: fc.constantFrom(...ContactOutcome.options),
  programmes: fc.array(word, { maxLength: 3 }),
  patients_sharing: fc.integer({ min: 1, max: 30 }),
  capture: fc.constantFrom("timer", "manual"),
  recorded: instant,
  delay_reason: nullable(prose),
  replaces: nullable(fc.base64String({ minLength: 4 })),
  note: fc.oneof(fc.constant(""), prose),
});

const billingCode = fc.constantFrom("99490", "99439", "99214", "G0402", "G0506");
const visit: fc.Arbitrary<VisitRecord> = fc.record({
  date: day,
  code: fc.oneof(billingCode, fc.constant("")),
  by: referenceTo("Practitioner"),
  ccm_discussed: nullable(fc.boolean()),
});

export const enrolment: fc.Arbitrary<EnrolmentRecord> = fc.record({
  status: fc.constantFrom("enrolled", "on_hold", "withdrawn"),
  start: day,
  billing_practitioner: person,
  conditions: fc.array(
    fc.record({
      reference: referenceTo("Condition"),
      label: fc.oneof(prose, fc.constant("")),
      attested: attestation,
    }),
    { maxLength: 4 },
  ),
  risk: nullable(attestation),
  initiating_visit: nullable(visit),
  last_face_to_face_before_enrolment: nullable(visit),
  authored: instant,
});

export const consent: fc.Arbitrary<ConsentRecord> = fc.record({
  status: fc.constantFrom("active", "declined", "withdrawn"),
  obtained: dayOrInstant,
  mode: fc.constantFrom("verbal", "written", "electronic"),
  elements: fc.record({
    availability_and_cost_sharing: fc.boolean(),
    one_practitioner_per_month: fc.boolean(),
    right_to_stop_end_of_month: fc.boolean(),
  }),
  billing_practitioner: person,
  obtained_by: person,
  given_by: fc.oneof(fc.constant(""), prose),
  revoked: nullable(dayOrInstant),
});

export const carePlan: fc.Arbitrary<CarePlanRecord> = fc.record({
  title: fc.oneof(fc.constant(""), prose),
  established: day,
  last_reviewed: nullable(day),
  approved_by: nullable(person),
  copy_given: nullable(day),
  elements: fc.array(fc.record({ element: fc.constantFrom(...CarePlanElement.options), text: prose }), {
    maxLength: 12,
  }),
  addresses: fc.array(referenceTo("Condition"), { maxLength: 4 }),
});

const minutes = fc.nat(2000);
const pointer = fc.constantFrom("/other_services", "/prior_ccm_claims_this_month", "/payer/part_b", "/risk");
const zone = fc.constantFrom(
  "America/New_York",
  "America/Los_Angeles",
  "Pacific/Honolulu",
  "Pacific/Guam",
  "Asia/Beirut",
  "UTC",
);

export const monthRecord: fc.Arbitrary<MonthRecord> = fc.record({
  month,
  timezone: zone,
  as_of: instant,
  state: fc.constantFrom("ready", "not_ready", "undetermined"),
  minutes: fc.record({ clinical_staff: minutes, practitioner: minutes, pooled: minutes }),
  codes: fc.array(fc.record({ code: billingCode, units: fc.integer({ min: 1, max: 12 }) }), { maxLength: 3 }),
  reasons: fc.array(fc.record({ code: billingCode, reason: word, detail: prose }), { maxLength: 4 }),
  undetermined: fc.array(fc.record({ what: word, missing: prose }), { maxLength: 4 }),
  attested: fc.dictionary(pointer, attestation, { maxKeys: 3 }),
  complexity: nullable(
    fc.record({
      answer: fc.constantFrom(...ComplexityAnswer.options),
      person: referenceTo("Practitioner"),
    }),
  ),
  rule_set: fc.record({ id: word, version: word }),
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
  prepared_by: person,
  care_plan: nullable(referenceTo("CarePlan")),
  consent: nullable(referenceTo("Consent")),
});
