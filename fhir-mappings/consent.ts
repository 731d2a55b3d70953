import type { CodeableConcept, Consent, ConsentProvisionActor, Narrative } from "fhir/r4";
import type { ConsentRecord, PersonRef } from "../server/contract/index.ts";
import { codeIn, codesIn, concept } from "./coding.ts";
import { dayOrInstantOf } from "./fhir-date.ts";
import { at, listAt, oneOf, textAt } from "./fhir-node.ts";
import { narrative } from "./narrative.ts";
import { type Found, type Reading, readOurs, type WriteInput } from "./our-resource.ts";
import { readPerson, writePerson } from "./references.ts";
import { ourCodes, ourIdentifiers, systems } from "./systems.ts";

type Statement = keyof ConsentRecord["elements"];

/** What a patient must have been told, in our words; each is a category of the Consent when it was. */
const statements: Readonly<Record<Statement, string>> = {
  availability_and_cost_sharing: "Told that the service is available and that cost sharing may apply",
  one_practitioner_per_month: "Told that only one practitioner can furnish and be paid for it in a month",
  right_to_stop_end_of_month: "Told of the right to stop at any time, effective at the end of the month",
};
const statementNames: readonly Statement[] = [
  "availability_and_cost_sharing",
  "one_practitioner_per_month",
  "right_to_stop_end_of_month",
];
const modes: readonly ConsentRecord["mode"][] = ["verbal", "written", "electronic"];
const consentStatus = { active: "active", declined: "rejected", withdrawn: "inactive" } as const;
/** A refusal denies; a withdrawal is a permission that ended. */
const provisionType = { active: "permit", declined: "deny", withdrawn: "permit" } as const;
const states: readonly ConsentRecord["status"][] = ["active", "declined", "withdrawn"];
const policy = "Consent to Medicare chronic care management services by one billing practitioner.";

/** A patient's consent, or its refusal or withdrawal, as a Consent. */
export function writeConsent({ record, patient, identifier }: WriteInput<ConsentRecord>): Consent {
  const { billing_practitioner, obtained_by } = record;
  return {
    resourceType: "Consent",
    meta: { tag: [{ system: ourCodes.record_kind, code: "consent" }] },
    text: describe(record),
    identifier: [{ system: ourIdentifiers.consent, value: identifier }],
    status: consentStatus[record.status],
    scope: concept(systems.consentScope, "treatment", "Treatment"),
    category: writeCategories(record),
    patient: { reference: patient },
    dateTime: record.obtained,
    performer: [record.given_by === "" ? { reference: patient } : { display: record.given_by }],
    policyRule: { text: policy },
    provision: {
      type: provisionType[record.status],
      period: { start: record.obtained, ...(record.revoked === null ? {} : { end: record.revoked }) },
      actor: [
        writeActor("billing_practitioner", "Billing practitioner", billing_practitioner),
        writeActor("obtained_by", "Obtained the consent", obtained_by),
      ],
    },
  };
}

function writeCategories({ mode, elements }: ConsentRecord): CodeableConcept[] {
  return [
    concept(systems.loinc, "59284-0", "Consent Document"),
    concept(ourCodes.record_kind, "consent", "Chronic care management consent"),
    concept(ourCodes.consent_mode, mode, mode),
    ...statementNames
      .filter((name) => elements[name])
      .map((name) => concept(ourCodes.consent_statement, name, statements[name])),
  ];
}

function writeActor(role: string, text: string, person: PersonRef): ConsentProvisionActor {
  return { role: concept(ourCodes.consent_actor, role, text), reference: writePerson(person) };
}

function describe(record: ConsentRecord): Narrative {
  return narrative("generated", "Chronic care management consent", [
    ["State", record.status],
    ["Obtained", record.obtained],
    ["Mode", record.mode],
    ["Given by", record.given_by],
    ...statementNames.map((name) => [statements[name], record.elements[name] ? "yes" : "no"] as const),
    ["Billing practitioner", record.billing_practitioner.display],
    ["Obtained by", record.obtained_by.display],
    ["Revoked", record.revoked ?? ""],
  ]);
}

/** Reads a Consent back as the consent it was written from. */
export function readConsent(resource: unknown): Reading<ConsentRecord> {
  return readOurs(resource, { artefact: "consent", statuses: Object.values(consentStatus), parts });
}

function parts(consent: unknown): Found<ConsentRecord> {
  return {
    status: readState(consent),
    obtained: dayOrInstantOf(textAt(consent, "dateTime")),
    mode: oneOf(modes, categoryCodes(consent, ourCodes.consent_mode)[0]),
    elements: readElements(consent),
    billing_practitioner: readActor(consent, "billing_practitioner"),
    obtained_by: readActor(consent, "obtained_by"),
    given_by: readGiver(consent),
    revoked: readRevoked(consent),
  };
}

/** Status and provision must say the same; who changed one of them said something we cannot know. */
function readState(consent: unknown): ConsentRecord["status"] | undefined {
  const [status, type] = [textAt(consent, "status"), textAt(consent, "provision", "type")];
  return states.find((state) => consentStatus[state] === status && provisionType[state] === type);
}

function categoryCodes(consent: unknown, system: string): readonly string[] {
  return listAt(consent, "category").flatMap((category) => codesIn(category, [system]));
}

function readElements(consent: unknown): ConsentRecord["elements"] {
  const told = categoryCodes(consent, ourCodes.consent_statement);
  return {
    availability_and_cost_sharing: told.includes("availability_and_cost_sharing"),
    one_practitioner_per_month: told.includes("one_practitioner_per_month"),
    right_to_stop_end_of_month: told.includes("right_to_stop_end_of_month"),
  };
}

function readActor(consent: unknown, role: string): PersonRef | undefined {
  const [only, second] = listAt(consent, "provision", "actor").filter(
    (actor) => codeIn(at(actor, "role"), [ourCodes.consent_actor]) === role,
  );
  return second === undefined ? readPerson(at(only, "reference")) : undefined;
}

function readGiver(consent: unknown): string | undefined {
  const [giver] = listAt(consent, "performer");
  return giver === undefined ? undefined : (textAt(giver, "display") ?? "");
}

function readRevoked(consent: unknown): string | null | undefined {
  if (at(consent, "provision", "period", "end") === undefined) return null;
  return dayOrInstantOf(textAt(consent, "provision", "period", "end"));
}
