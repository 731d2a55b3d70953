import { MonthView } from "../../server/contract/api.ts";
import type { Criterion, Evidence, MonthView as View } from "../../server/contract/index.ts";

const retrieved = "2026-10-26T18:13:02Z";
const types = ["Patient", "Condition", "Consent", "CarePlan", "Encounter", "Task", "Coverage"] as const;

/** The completed read of one type; `denied("Consent")` and its like replace it. */
function read(type: View["reads"][number]["type"]): View["reads"][number] {
  return { type, outcome: "complete", count: 2, retrieved, detail: "", advice: "" };
}

/** The reads of a view with one of them ended otherwise. */
export function readsWith(
  type: View["reads"][number]["type"],
  outcome: View["reads"][number]["outcome"],
): View["reads"] {
  const detail = "The EHR refused to show this to the launch.";
  const advice = "Ask your administrator to grant it.";
  return types.map((one) => (one === type ? { ...read(one), outcome, count: 0, detail, advice } : read(one)));
}

const evidence = (reference: string, version: string): Evidence => ({
  reference,
  version,
  retrieved,
  outcome: "complete",
});

/** One criterion that is met; the rest of it by override. */
export function criterion(id: string, because: string, rest: Partial<Criterion> = {}): Criterion {
  return {
    id,
    status: "met",
    because,
    codes: ["99490", "99439"],
    evidence: [],
    attested: null,
    rule: `The rule of ${id}.`,
    source: "NGS",
    parts: [],
    ...rest,
  };
}

const consent = criterion("consent", "Everything asked is met.", {
  parts: [
    criterion("consent_date", "The consent was obtained on 2026-10-02.", {
      evidence: [evidence("Consent/cns-21", "1")],
    }),
    criterion("consent_documented", "The consent is documented.", {
      evidence: [evidence("Consent/cns-21", "1")],
    }),
  ],
});
const carePlan = criterion("care_plan", "Everything asked is met.", {
  parts: [
    criterion("care_plan_established", "The care plan was established on 2026-10-05.", {
      evidence: [evidence("CarePlan/cp-08", "4")],
    }),
    criterion("care_plan_approved", "The billing practitioner approved the care plan.", {
      evidence: [evidence("CarePlan/cp-08", "4")],
    }),
  ],
});
const risk = criterion("risk", "The significant risk is documented.", {
  attested: { by: "Practitioner 1", role: "practitioner", on: "2026-10-02" },
});

const chronic = criterion("two_chronic_conditions", "2 distinct chronic conditions are confirmed.");

const readiness: View["readiness"] = {
  eligible: true,
  minutes: { clinical_staff: 31, practitioner: 7, pooled: 38 },
  codes: [{ code: "99490", units: 1 }],
  amount_usd: 66.13,
  alternatives: [],
  curable: false,
  claim_pos: "11",
  blocked: [{ code: "99439", reason: "time_below_threshold", detail: "38 of 40 minutes are counted." }],
  gaps: [
    {
      code: "care_plan_element:caregiver_assessment",
      detail: "Part 9 of 12 is not written.",
      fix: "Add it to the plan; an auditor will ask for it.",
    },
  ],
  counted_entries: [
    { id: "t1", pool: "clinical_staff", seconds: 1875, evidence: [] },
    { id: "t2", pool: "practitioner", seconds: 425, evidence: [] },
  ],
  excluded_entries: [],
  thresholds: [
    {
      code: "99490",
      unit: 1,
      seconds_needed: 1200,
      seconds_counted: 2300,
      reached_on: "2026-10-07T20:11:00Z",
    },
    { code: "99439", unit: 1, seconds_needed: 2400, seconds_counted: 2300, reached_on: null },
    { code: "99439", unit: 2, seconds_needed: 3600, seconds_counted: 2300, reached_on: null },
  ],
  sibling_programs: [],
  undetermined: [
    { what: "99487", missing: "complex CCM, with 99489, is not evaluated by this rule set" },
    { what: "99491", missing: "CCM by the practitioner, with 99437, is not evaluated by this rule set" },
  ],
  next: [{ code: "99439", minutes_short: 2, by: "pooled" }],
  date_of_service: { earliest: "2026-10-07", latest: "2026-10-31" },
  criteria: [
    criterion("eligible", "Everything asked is met.", { parts: [chronic, risk, consent, carePlan] }),
  ],
  contested: [],
  hash: "f00d",
  rule_set: {
    id: "ccm-staff",
    version: "2026.1",
    in_force: { from: "2026-01-01", to: "2026-12-31" },
    sources: [
      {
        id: "NGS",
        title: "National Government Services, CCM",
        section: null,
        url: null,
        provenance: "Read as other pages give it.",
        read: "2026-09-01",
      },
    ],
  },
};

const entry = { credential: "RN", role: "clinical_staff", date: null, version: "1" } as const;

/** One patient-month in good order, ready for 99490 and two minutes short of the next code. */
const base: View = {
  user: { name: "RN 1", role: "care manager" },
  practice: "Practice A",
  ehr: "Sandbox EHR",
  need_patient_banner: false,
  narrowed: [],
  ehr_style: null,
  idle_minutes: 15,
  notice: null,
  patient: {
    key: "patient-a",
    name: "Patient A",
    birth_date: "1950-01-01",
    age: 76,
    sex: "female",
    mrn: "DEMO-0001",
    deceased: null,
  },
  identity_notice: null,
  enrolment: { state: "enrolled", since: "2026-10-02" },
  unit_amounts: [
    { code: "99490", amount_usd: 66.13 },
    { code: "99439", amount_usd: 50.44 },
  ],
  head: {
    month: "2026-10",
    label: "October 2026",
    from: "2026-10-01",
    to: "2026-10-31",
    timezone: "America/New_York",
    state: "open",
    day: 26,
    days: 31,
    working_days_left: 5,
  },
  months: [
    { month: "2026-10", label: "October 2026" },
    { month: "2026-09", label: "September 2026" },
  ],
  reads: types.map(read),
  readiness,
  conditions: [
    { label: "Type 2 diabetes", counted: true, why: "active" },
    { label: "Heart failure", counted: true, why: "active" },
    { label: "Asthma", counted: false, why: "resolved" },
  ],
  billing_practitioner: "Practitioner 1",
  set_aside: [],
  host_records: [],
  entries: [
    {
      ...entry,
      id: "t1",
      start: "2026-10-02T14:20:00Z",
      end: "2026-10-02T14:59:15Z",
      who: "RN 1",
      activity: "assessment_care_planning",
      recorded_seconds: 2355,
      counted_seconds: 1875,
      reasons: ["before_consent"],
      reference: "Task/te-101",
    },
    {
      ...entry,
      id: "t2",
      start: "2026-10-07T20:10:00Z",
      end: "2026-10-07T20:17:05Z",
      who: "Practitioner 1",
      activity: "care_plan_update",
      recorded_seconds: 425,
      counted_seconds: 425,
      reasons: [],
      reference: "Task/te-104",
    },
    {
      ...entry,
      id: "t3",
      start: "2026-10-08T15:00:00Z",
      end: "2026-10-08T15:03:10Z",
      who: "RN 1",
      activity: "outreach_attempt",
      recorded_seconds: 190,
      counted_seconds: 0,
      reasons: ["unsuccessful_contact"],
      reference: "Task/te-105",
    },
  ],
  amounts_basis: "2026 national non-facility amounts, Medicare fee for service rules",
  questions: [
    {
      pointer: "/other_services",
      asks: "Were other care-management services billed or planned for this month?",
      statement: "I checked this month for services that exclude or share time with CCM and found none.",
      answered: { by: "RN 1", role: "care manager", on: "2026-10-26T17:00:00Z" },
    },
  ],
  decision_complexity: {
    asks: "What was the medical decision making of this month?",
    statement: "The decisions were my own, of the complexity chosen here, and the record documents them.",
    answered: null,
    earlier: [],
    asked_of: "Practitioner 1",
    blocked_by: "Only Practitioner 1, who bills this month, can state it, in their own launch.",
  },
  record: {
    channel: "native",
    reason: "This EHR takes the month as a Task, and this sign-in may write it.",
    in_ehr: null,
    care_plan: { state: "ours", reference: "CarePlan/cp-08", version: "4", linked: false, detail: "" },
    deliveries: [],
  },
};

/** What a test changes of the month in good order. */
export interface Changes extends Partial<Omit<View, "readiness" | "record" | "patient" | "head">> {
  readonly readiness?: Partial<View["readiness"]>;
  readonly record?: Partial<View["record"]>;
  readonly patient?: Partial<View["patient"]>;
  readonly head?: Partial<View["head"]>;
}

/** A month as the server answers it, checked against the contract. */
export function monthView(changes: Changes = {}): View {
  return MonthView.parse({
    ...base,
    ...changes,
    readiness: { ...base.readiness, ...changes.readiness },
    record: { ...base.record, ...changes.record },
    patient: { ...base.patient, ...changes.patient },
    head: { ...base.head, ...changes.head },
  });
}

/** One write to the EHR. */
export function delivery(
  changes: Partial<View["record"]["deliveries"][number]>,
): View["record"]["deliveries"][number] {
  return {
    id: "d1",
    what: "month",
    state: "queued",
    conflict: false,
    reference: null,
    version: null,
    at: "2026-10-26T18:14:31Z",
    issues: [],
    lookups: 0,
    ...changes,
  };
}

/** A month in which nothing was recorded and every read ended complete. */
export function emptyMonth(): View {
  return monthView({
    entries: [],
    readiness: {
      minutes: { clinical_staff: 0, practitioner: 0, pooled: 0 },
      codes: [],
      amount_usd: 0,
      counted_entries: [],
      blocked: [
        { code: "99490", reason: "time_below_threshold", detail: "0 of 20 minutes are counted." },
        { code: "99439", reason: "addon_without_base", detail: "99439 is reported with 99490." },
      ],
      gaps: [],
      thresholds: readiness.thresholds.map((one) => ({ ...one, seconds_counted: 0, reached_on: null })),
      next: [{ code: "99490", minutes_short: 20, by: "pooled" }],
    },
  });
}

/** A month whose coverage the EHR refused to show, so that Part B is not known and nothing is ready. */
export function partialMonth(): View {
  return monthView({
    reads: readsWith("Coverage", "denied"),
    questions: [
      {
        pointer: "/payer/part_b",
        asks: "Does the patient have Medicare Part B this month?",
        statement: "I saw the patient's Medicare card: Part B is in force for this month.",
        answered: null,
      },
    ],
    readiness: {
      eligible: null,
      codes: [],
      amount_usd: 0,
      undetermined: [{ what: "payer.part_b", missing: "whether the patient has Part B" }],
      criteria: [
        criterion("eligible", "Not known: whether the patient has Part B.", {
          status: "unknown",
          parts: [
            criterion("part_b", "Not known: whether the patient has Part B.", {
              status: "unknown",
              evidence: [{ reference: "Coverage", version: null, retrieved, outcome: "denied" }],
            }),
            chronic,
            consent,
            carePlan,
          ],
        }),
      ],
    },
  });
}
