import type { HumanName, Patient, Practitioner } from "fhir/r4";

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

export function recordNumber({ identifier }: Patient): string {
  return identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === "MR"))?.value ?? "none";
}

/** The date of death where it is known; null for the living. */
export function death({ deceasedDateTime, deceasedBoolean }: Patient): string | null {
  return deceasedDateTime?.slice(0, 10) ?? (deceasedBoolean ? "date not known" : null);
}
