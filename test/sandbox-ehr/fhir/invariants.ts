import type { FhirResource } from "fhir/r4";

/** A rule of the R4 specification over more than one element of a resource. */
interface Invariant {
  readonly key: string;
  readonly type: FhirResource["resourceType"];
  /** FHIRPath; false breaks the rule. */
  readonly expression: string;
  readonly says: string;
}

const inError = (element: string, system: string) =>
  `${element}.coding.where(system = 'http://terminology.hl7.org/CodeSystem/${system}' and code = 'entered-in-error').exists()`;
const conditionInError = inError("verificationStatus", "condition-ver-status");
const allergyInError = inError("verificationStatus", "allergyintolerance-verification");

/** Period per-1, where the product and its neighbours write periods. */
const periods: readonly Invariant[] = (
  [
    ["Task", "executionPeriod"],
    ["CarePlan", "period"],
    ["CareTeam", "period"],
    ["Encounter", "period"],
    ["Coverage", "period"],
    ["Consent", "provision.period"],
    ["DocumentReference", "context.period"],
  ] as const
).map(([type, element]) => ({
  key: "per-1",
  type,
  expression: `${element}.start.empty() or ${element}.end.empty() or ${element}.start <= ${element}.end`,
  says: `${element}: the start is after the end.`,
}));

export const invariants: readonly Invariant[] = [
  {
    key: "con-4",
    type: "Condition",
    expression:
      "abatement.empty() or clinicalStatus.coding.where(code = 'resolved' or code = 'remission' or code = 'inactive').exists()",
    says: "An abated condition is inactive, resolved or in remission.",
  },
  {
    key: "con-5",
    type: "Condition",
    expression: `${conditionInError}.not() or clinicalStatus.empty()`,
    says: "A condition entered in error has no clinicalStatus.",
  },
  {
    key: "ait-2",
    type: "AllergyIntolerance",
    expression: `${allergyInError}.not() or clinicalStatus.empty()`,
    says: "An allergy entered in error has no clinicalStatus.",
  },
  {
    key: "inv-1",
    type: "Task",
    expression: "lastModified.empty() or authoredOn.empty() or lastModified >= authoredOn",
    says: "lastModified is not before authoredOn.",
  },
  {
    key: "cpl-3",
    type: "CarePlan",
    expression: "activity.where(detail.exists() and reference.exists()).empty()",
    says: "An activity is told in detail or by reference, not both.",
  },
  {
    key: "ctm-1",
    type: "CareTeam",
    expression: "participant.where(onBehalfOf.exists()).all(member.reference.contains('Practitioner'))",
    says: "Only a practitioner acts on behalf of an organization.",
  },
  {
    key: "obs-6",
    type: "Observation",
    expression: "dataAbsentReason.empty() or value.empty()",
    says: "A value and a reason for its absence exclude each other.",
  },
  {
    key: "ppc-1",
    type: "Consent",
    expression: "policy.exists() or policyRule.exists()",
    says: "A consent names a policy or a policyRule.",
  },
  ...periods,
];
