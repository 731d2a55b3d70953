import type { HumanName, Patient, Practitioner, PractitionerRole } from "fhir/r4";
import { patientId } from "../fhir/compartment.ts";

/** "Family, Given" as a patient list writes it. */
export function listName({ name }: Patient): string {
  const [first] = name ?? [];
  return first ? [first.family, first.given?.join(" ")].filter(Boolean).join(", ") : "No name";
}

export function staffName({ name, id }: Practitioner): string {
  return name?.[0] ? fullName(name[0]) : (id ?? "No name");
}

function fullName({ text, given, family }: HumanName): string {
  return text ?? [...(given ?? []), family].filter(Boolean).join(" ");
}

/** What a member of the practice does there; empty where no role says. */
export function jobOf(user: string, roles: readonly PractitionerRole[]): string {
  const role = roles.find(({ practitioner }) => practitioner?.reference === `Practitioner/${user}`);
  return role?.code?.[0]?.text ?? "";
}

export function recordNumber({ identifier }: Patient): string {
  return identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === "MR"))?.value ?? "none";
}

/** The date of death where it is known; null for the living. */
export function death({ deceasedDateTime, deceasedBoolean }: Patient): string | null {
  return deceasedDateTime?.slice(0, 10) ?? (deceasedBoolean ? "date not known" : null);
}

/** What everybody who opens the chart should see first: a death, a record out of use, another of the same person. */
export function warnings(patient: Patient): string[] {
  const died = death(patient);
  const others = (patient.link ?? []).map(
    ({ type, other }) => `${type.replace("-", " ")} ${patientId(other.reference ?? "another record")}`,
  );
  return [
    ...(died === null ? [] : [`died ${died}`]),
    ...(patient.active === false && died === null ? ["not in use"] : []),
    ...others,
  ];
}
