import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import type { ChartType } from "../../server/contract/index.ts";
import {
  carePlanResource,
  chart,
  condition,
  consentResource,
  coverage,
  encounter,
  enrolmentTask,
  entryTask,
  inputOf,
  person,
} from "./chart.builder.ts";
import { codesOf } from "./documented-month.ts";

/* What FHIR lets a resource say of itself that changes everything else it says. */

type Positive = readonly [what: string, type: ChartType, resource: object, backbone: string];

/** Each piece of evidence the documented month stands on, and a backbone element of it that is used. */
const evidence: readonly Positive[] = [
  ["a Condition", "Condition", condition("diabetes"), "evidence"],
  ["our Consent", "Consent", consentResource(), "provision"],
  ["our CarePlan", "CarePlan", carePlanResource(), "activity"],
  ["the enrolment", "Task", enrolmentTask(), "restriction"],
  ["the time entry", "Task", entryTask(), "restriction"],
  ["the Coverage", "Coverage", coverage(), "costToBeneficiary"],
  ["the Patient", "Patient", person(), "contact"],
  [
    "an Encounter of the month",
    "Encounter",
    encounter({ period: { start: "2026-03-10" } }),
    "hospitalization",
  ],
];
const mark = [{ url: "urn:x", valueBoolean: true }];

/** The documented chart with this resource in the place of its like. */
function withInstead(type: ChartType, resource: object) {
  const id = "id" in resource ? resource.id : undefined;
  const all = chart()[type].resources;
  return { [type]: [...all.filter((one) => one.id !== id), resource] };
}

const marks = evidence.flatMap(([what, type, resource, backbone]) => {
  const inner = "provision" in resource && backbone === "provision" ? resource.provision : { x: 1 };
  return [
    { what, type, how: "a modifierExtension", marked: { ...resource, modifierExtension: mark } },
    { what, type, how: "implicitRules", marked: { ...resource, implicitRules: "urn:rules" } },
    {
      what,
      type,
      how: `a modifierExtension on its ${backbone}`,
      marked: { ...resource, [backbone]: { ...Object(inner), modifierExtension: mark } },
    },
  ];
});

it.each(marks)("$what with $how is no evidence: no code is ready", ({ type, marked }) => {
  expect(codesOf(withInstead(type, marked))).toEqual([]);
});

describe("what is no evidence is listed for a person to look at, with the reason", () => {
  const shownWith = (type: ChartType, change: object) => {
    const [first] = chart()[type].resources;
    return assembleFacts(inputOf(chart({ [type]: [{ ...first, ...change }] }))).shown;
  };
  const why = expect.stringMatching(/modifierExtension/);

  it.each(["Consent", "CarePlan", "Task"] as const)("%s", (type) => {
    expect(shownWith(type, { modifierExtension: mark }).setAside).toMatchObject([{ kind: "unusable", why }]);
  });

  it("Condition", () => {
    const { conditions } = shownWith("Condition", { modifierExtension: mark });
    expect(conditions).toMatchObject([{ counted: false, why }]);
  });

  it("Encounter, when it may lie in the month", () => {
    const period = { start: "2026-03-10", end: "2026-03-10" };
    const { hostRecords } = shownWith("Encounter", { modifierExtension: mark, period });
    expect(hostRecords).toEqual([
      { type: "Encounter", reference: "Encounter/visit", version: null, label: "Encounter", why },
    ]);
    expect(shownWith("Encounter", { modifierExtension: mark }).hostRecords).toEqual([]);
  });

  it("Coverage", () => {
    expect(shownWith("Coverage", { modifierExtension: mark }).hostRecords).toMatchObject([
      { type: "Coverage", reference: "Coverage/coverage", why },
    ]);
    expect(shownWith("Coverage", {}).hostRecords).toEqual([]);
  });
});

const masked = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
};
const brandNew = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "brand-new" }],
};

describe("a status or intent that is retracted, unknown or only said to be missing supports nothing", () => {
  it.each<readonly [what: string, type: ChartType, resource: object]>([
    ["CarePlan of a proposed intent", "CarePlan", { ...carePlanResource(), intent: "proposal" }],
    ["CarePlan of an unknown intent", "CarePlan", { ...carePlanResource(), intent: "brand-new" }],
    ["CarePlan without an intent", "CarePlan", { ...carePlanResource(), intent: undefined, _intent: masked }],
    ["CarePlan of an unknown status", "CarePlan", { ...carePlanResource(), status: "brand-new" }],
    ["CarePlan entered in error", "CarePlan", { ...carePlanResource(), status: "entered-in-error" }],
    ["enrolment of a proposed intent", "Task", { ...enrolmentTask(), intent: "proposal" }],
    ["enrolment entered in error", "Task", { ...enrolmentTask(), status: "entered-in-error" }],
    ["time entry of an unknown intent", "Task", { ...entryTask(), intent: "brand-new" }],
    ["time entry of an unknown status", "Task", { ...entryTask(), status: "brand-new" }],
    ["time entry entered in error", "Task", { ...entryTask(), status: "entered-in-error" }],
    ["time entry whose status is masked", "Task", { ...entryTask(), status: undefined, _status: masked }],
    ["Consent of an unknown status", "Consent", { ...consentResource(), status: "brand-new" }],
    ["Consent entered in error", "Consent", { ...consentResource(), status: "entered-in-error" }],
    [
      "Consent whose date is masked",
      "Consent",
      { ...consentResource(), dateTime: undefined, _dateTime: masked },
    ],
    ["Condition of an unknown status", "Condition", condition("diabetes", { clinicalStatus: brandNew })],
    ["Condition whose status is masked", "Condition", condition("diabetes", { clinicalStatus: masked })],
    [
      "Condition whose verification is masked",
      "Condition",
      condition("diabetes", { verificationStatus: masked }),
    ],
    ["Coverage of an unknown status", "Coverage", coverage({ status: "brand-new" })],
    ["Coverage whose status is masked", "Coverage", coverage({ status: undefined, _status: masked })],
    [
      "Encounter of an unknown status",
      "Encounter",
      encounter({ status: "brand-new", period: { start: "2026-03-10" } }),
    ],
    [
      "Encounter whose status is masked",
      "Encounter",
      encounter({ status: undefined, _status: masked, period: { start: "2026-03-10" } }),
    ],
    [
      "Patient whose death is masked",
      "Patient",
      person({ deceasedBoolean: undefined, _deceasedBoolean: masked }),
    ],
  ])("%s", (_, type, resource) => {
    expect(codesOf(withInstead(type, resource))).toEqual([]);
  });

  it("an Encounter entered in error is no visit and no stay", () => {
    const stay = encounter({
      id: "stay",
      status: "entered-in-error",
      class: { code: "IMP" },
      period: { start: "2026-03-01" },
    });
    expect(codesOf(withInstead("Encounter", stay))).toEqual(["99490"]);
  });

  it("a birth date that is only said to be missing is not known", () => {
    const { shown } = assembleFacts(
      inputOf(chart({ Patient: [person({ birthDate: undefined, _birthDate: masked })] })),
    );
    expect(shown.patient).toMatchObject({ birth_date: null, age: null });
  });
});
