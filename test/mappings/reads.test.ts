import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { ChartType, type MonthFacts, type ReadOutcome } from "../../server/contract/index.ts";
import { chart, entryTask, factsOf, inputOf, patient, type Resources } from "./chart.builder.ts";

type Fact = (facts: MonthFacts) => unknown;

/** The facts that stand and fall with each read, as the rules see them. */
const factsOfRead: Record<ChartType, Readonly<Record<string, Fact>>> = {
  Patient: { deceased: ({ patient: one }) => one?.deceased },
  Condition: { conditions: (facts) => facts.conditions },
  Consent: { consent: (facts) => facts.consent },
  CarePlan: { care_plan: (facts) => facts.care_plan },
  Encounter: { stays: (facts) => facts.stays, last_visit_any: (facts) => facts.last_visit_any },
  Task: {
    time_entries: (facts) => facts.time_entries,
    billing_practitioner: (facts) => facts.billing_practitioner,
    ccm_enrollment_start: (facts) => facts.ccm_enrollment_start,
    risk_documented: (facts) => facts.risk_documented,
    initiating_visit: (facts) => facts.initiating_visit,
  },
  Coverage: { payer: (facts) => facts.payer },
};
const each = ChartType.options.flatMap((type) =>
  Object.entries(factsOfRead[type]).map(([name, fact]) => ({ type, name, fact })),
);
const broken: readonly ReadOutcome[] = ["incomplete", "denied", "unsupported", "failed"];

describe("a read that did not end complete", () => {
  it.each(each.flatMap((one) => broken.map((outcome) => ({ ...one, outcome }))))(
    "$type $outcome leaves $name not known, whatever it brought",
    ({ type, fact, outcome }) => {
      const some = chart()[type].resources;
      fc.assert(
        fc.property(fc.subarray([...some]), (resources) => {
          const reads = chart({ [type]: resources }, { [type]: outcome });
          expect(fact(assembleFacts(inputOf(reads)).facts)).toBeUndefined();
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each(each)("but $name is known where $type was read completely", ({ fact }) => {
    expect(fact(factsOf({}))).toBeDefined();
  });

  it("leaves the time a condition is expected to last not known when it was the Tasks", () => {
    const { facts } = assembleFacts(inputOf(chart({}, { Task: "incomplete" })));
    expect(facts.conditions).toHaveLength(2);
    expect(facts.conditions?.map((one) => one.expected_12_months_or_until_death)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("a complete read that brought nothing", () => {
  it.each<readonly [ChartType, keyof MonthFacts & string, unknown]>([
    ["Condition", "conditions", []],
    ["Consent", "consent", null],
    ["CarePlan", "care_plan", null],
    ["Encounter", "stays", []],
    ["Encounter", "last_visit_any", null],
    ["Task", "time_entries", []],
    ["Task", "ccm_enrollment_start", null],
    ["Task", "risk_documented", undefined],
    ["Task", "billing_practitioner", undefined],
    ["Coverage", "payer", undefined],
    ["Patient", "patient", undefined],
  ])("%s: %s", (type, name, value) => {
    expect(factsOf({ [type]: [] })[name]).toEqual(value);
  });
});

describe("a resource that does not name this patient", () => {
  const element = {
    Condition: "subject",
    Consent: "patient",
    CarePlan: "subject",
    Encounter: "subject",
    Task: "for",
    Coverage: "beneficiary",
  } as const;
  const strangers = [
    ["another patient", { reference: "Patient/p2" }],
    ["a patient whose id only ends like this one's", { reference: "Patient/xp1" }],
    ["this patient's id at another EHR", { reference: "https://other.example/r4/Patient/p1" }],
    ["an address that only begins like this EHR's", { reference: "https://ehr.example/r4b/Patient/p1" }],
    ["an identifier", { identifier: { value: "p1" } }],
    ["nobody", undefined],
  ] as const;
  const searched = ChartType.exclude(["Patient"]).options;

  it.each(searched.flatMap((type) => strangers.map(([whom, subject]) => ({ type, whom, subject }))))(
    "$type naming $whom makes its read incomplete",
    ({ type, subject }) => {
      const [own] = chart()[type].resources;
      const stranger = { ...own, id: "stranger", [element[type]]: subject };
      const reads = chart({ [type]: [...chart()[type].resources, stranger] });
      const { facts, shown } = assembleFacts(inputOf(reads));
      expect(shown.reads[type].outcome).toBe("incomplete");
      expect(shown.reads[type].resources).toHaveLength(chart()[type].resources.length);
      expect(Object.values(factsOfRead[type]).map((fact) => fact(facts))).toEqual(
        Object.values(factsOfRead[type]).map(() => undefined),
      );
    },
  );

  it("is a Patient with another id", () => {
    const { facts, shown } = assembleFacts(inputOf(chart(), { patient: "Patient/p2" }));
    expect(shown.patient).toBeNull();
    expect(facts.patient?.deceased).toBeUndefined();
  });

  it.each([
    ["relative", patient],
    ["absolute", `https://ehr.example/r4/${patient}`],
    ["with a version", `${patient}/_history/3`],
    ["absolute with a version", `https://ehr.example/r4/${patient}/_history/3`],
  ])("is none that names it by a reference that is %s", (_, reference) => {
    const conditions = chart().Condition.resources.map((one) => ({ ...one, subject: { reference } }));
    expect(assembleFacts(inputOf(chart({ Condition: conditions }))).facts.conditions).toHaveLength(2);
  });
});

describe("an absolute reference", () => {
  const owned = (owner: string) => entryTaskWith({ owner: { reference: owner, display: "Nia Park" } });
  const count = (owner: string, base?: string) =>
    assembleFacts({ ...withoutBase, ...(base ? { base } : {}), reads: chart({ Task: [owned(owner)] }) }).facts
      .time_entries?.length;
  const { base: _, ...withoutBase } = inputOf(chart());
  const entryTaskWith = (change: object) => ({ ...entryTask(), ...change });

  it.each<readonly [string, string, string | undefined, number]>([
    ["of this EHR", "https://ehr.example/r4/Practitioner/rn-1", "https://ehr.example/r4", 1],
    [
      "of this EHR, its address ending in a slash",
      "https://ehr.example/r4/Practitioner/rn-1",
      "https://ehr.example/r4/",
      1,
    ],
    ["of another EHR", "https://other.example/r4/Practitioner/rn-1", "https://ehr.example/r4", 0],
    ["of another tenant", "https://ehr.example/r4/t2/Practitioner/rn-1", "https://ehr.example/r4", 0],
    ["while this EHR's address is not given", "https://ehr.example/r4/Practitioner/rn-1", undefined, 0],
    ["that is none but a relative one", "Practitioner/rn-1", undefined, 1],
  ])("%s", (__, owner, base, expected) => {
    expect(count(owner, base)).toBe(expected);
  });
});

describe("evidence", () => {
  it("names resource, version, time and outcome for every fact", () => {
    const { evidence } = factsOf({});
    const of = (reference: string, version: string | null) => [
      { reference, version, retrieved: "2026-03-31T20:00:00Z", outcome: "complete" },
    ];
    expect(evidence).toMatchObject({
      "/patient/deceased": of("Patient/p1", "2"),
      "/consent": of("Consent/consent", "3"),
      "/care_plan": of("CarePlan/plan", "3"),
      "/payer/part_b": of("Coverage/coverage", null),
      "/billing_practitioner": of("Task/enrolment", "3"),
      "/time_entries/0": of("Task/entry", "3"),
      "/last_visit_any": of("Encounter/visit", null),
      "/stays": of("Encounter", null),
    });
  });

  it("names the read where a fact is known to be none, or not known", () => {
    const reads = chart({ Consent: [] }, { CarePlan: "denied" });
    const { evidence } = assembleFacts(inputOf(reads)).facts;
    expect(evidence?.["/consent"]).toMatchObject([{ reference: "Consent", outcome: "complete" }]);
    expect(evidence?.["/care_plan"]).toMatchObject([{ reference: "CarePlan", outcome: "denied" }]);
  });
});

describe("a word of a named person", () => {
  const word = { by: "Kim Ito", role: "care manager", on: "2026-03-31T20:00:00Z" };
  const settled = (
    resources: Resources,
    pointer: string,
    outcomes: Partial<Record<ChartType, ReadOutcome>> = {},
  ) => assembleFacts(inputOf(chart(resources, outcomes), { attested: { [pointer]: word } })).facts;
  const silent = { ...chart().Patient.resources[0], deceasedBoolean: undefined };

  it("settles what no read can show, and is named", () => {
    expect(settled({}, "/other_services").other_services).toEqual([]);
    expect(settled({}, "/prior_ccm_claims_this_month").prior_ccm_claims_this_month).toEqual([]);
    expect(settled({}, "/other_services").attested).toMatchObject({ "/other_services": word });
    expect(factsOf({})).not.toHaveProperty("other_services");
    expect(factsOf({})).not.toHaveProperty("prior_ccm_claims_this_month");
  });

  it.each<readonly [string, string, string, boolean]>([
    ["made in the month, asked in it", "2026-03-01T09:00:00-05:00", "2026-03-20T12:00:00Z", true],
    ["made in the month, asked on its last evening", "2026-03-01", "2026-04-01T03:59:59Z", true],
    ["made in the month, asked when it is over", "2026-03-01", "2026-04-01T04:00:00Z", false],
    [
      "made on its last evening, asked when it is over",
      "2026-04-01T03:59:59Z",
      "2026-04-10T12:00:00Z",
      false,
    ],
    ["made when it was over", "2026-04-01T04:00:00Z", "2026-04-10T12:00:00Z", true],
    ["made the day after, without an hour", "2026-04-01", "2026-04-10T12:00:00Z", true],
    ["asked before the month", "2026-02-20", "2026-02-20T12:00:00Z", false],
  ])("that nothing happened in the month: %s", (_, on, asOf, settles) => {
    for (const name of ["other_services", "prior_ccm_claims_this_month"] as const) {
      const attested = { [`/${name}`]: { ...word, on } };
      const { facts } = assembleFacts(inputOf(chart(), { attested, asOf }));
      expect(facts[name]).toEqual(settles ? [] : undefined);
      expect(facts.attested?.[`/${name}`]).toEqual(settles ? { ...word, on } : undefined);
    }
  });

  it("on Part B or life holds though the month is over since", () => {
    const attested = { "/payer/part_b": { ...word, on: "2026-03-01" } };
    const { facts } = assembleFacts(
      inputOf(chart({ Coverage: [] }), { attested, asOf: "2026-05-01T12:00:00Z" }),
    );
    expect(facts.payer).toEqual({ part_b: true });
  });

  it("settles Part B where the chart cannot say, and leaves who pays as it was", () => {
    expect(settled({ Coverage: [] }, "/payer/part_b").payer).toEqual({ part_b: true });
    expect(settled({}, "/payer/part_b", { Coverage: "denied" }).payer).toEqual({ part_b: true });
    expect(settled({}, "/payer/part_b").attested).not.toHaveProperty("/payer/part_b");
  });

  it.each<readonly [string, object, ReadOutcome, unknown]>([
    ["a silent Patient", silent, "complete", null],
    ["a Patient that died, nobody knows when", { ...silent, deceasedBoolean: true }, "complete", undefined],
    ["a Patient that died", { ...silent, deceasedDateTime: "2026-03-10" }, "complete", "2026-03-10"],
    ["a Patient that was not read", silent, "denied", undefined],
    ["a Patient nobody may take at its word", { ...silent, modifierExtension: [] }, "complete", undefined],
    ["a Patient whose death is masked", { ...silent, _deceasedBoolean: {} }, "complete", undefined],
  ])("that the patient lives, against %s", (_, one, outcome, deceased) => {
    const facts = settled({ Patient: [one] }, "/patient/deceased", { Patient: outcome });
    expect(facts.patient?.deceased).toEqual(deceased);
  });

  it("that the patient lives settles nothing where no Patient came", () => {
    expect(settled({ Patient: [] }, "/patient/deceased").patient).toBeUndefined();
  });

  it("on anything else changes nothing", () => {
    expect(settled({}, "/consent")).toEqual(factsOf({}));
  });
});
