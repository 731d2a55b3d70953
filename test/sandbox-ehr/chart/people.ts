import type { PractitionerRole } from "fhir/r4";
import { patientId } from "../fhir/compartment.ts";
import { isObject, valuesAt } from "../fhir/json.ts";
import { textAt } from "./summary-row.ts";

// Charts of one's own may hold people of any shape, so these look at what is there and never at what should be.

/** "Family, Given" as a patient list writes it. */
export function listName(patient: unknown): string {
  const [name] = valuesAt(patient, "name");
  const parts = [textAt(name, "family"), givenOf(name)].filter(Boolean).join(", ");
  return parts || textAt(name, "text") || "No name";
}

export function staffName(practitioner: unknown): string {
  const [name] = valuesAt(practitioner, "name");
  const parts = [givenOf(name), textAt(name, "family")].filter(Boolean).join(" ");
  return textAt(name, "text") || parts || textAt(practitioner, "id") || "No name";
}

function givenOf(name: unknown): string {
  return valuesAt(name, "given")
    .filter((one) => typeof one === "string")
    .join(" ");
}

/** What a member of the practice does there; empty where no role says. */
export function jobOf(user: string, roles: readonly PractitionerRole[]): string {
  const role = roles.find((one) => textAt(one, "practitioner.reference") === `Practitioner/${user}`);
  return textAt(role, "code.text");
}

export function recordNumber(patient: unknown): string {
  const numbers = valuesAt(patient, "identifier");
  const number = numbers.find((one) => valuesAt(one, "type.coding.code").includes("MR"));
  return textAt(number, "value") || "none";
}

/** Null for the living; empty where somebody died, but not when. */
function death(patient: unknown): string | null {
  const day = textAt(patient, "deceasedDateTime").slice(0, 10);
  return day === "" && textAt(patient, "deceasedBoolean") !== "true" ? null : day;
}

/** What everybody who opens the chart should see first: a death, a record out of use, another of the same person. */
export function warnings(patient: unknown): string[] {
  const died = death(patient);
  return [
    ...(died === null ? [] : [`died ${died || "date not known"}`]),
    ...(textAt(patient, "active") === "false" && died === null ? ["not in use"] : []),
    ...valuesAt(patient, "link").filter(isObject).map(toOther),
  ];
}

function toOther(link: unknown): string {
  const type = textAt(link, "type") || "see also";
  return `${type.replace("-", " ")} ${patientId(textAt(link, "other.reference") || "another record")}`;
}
