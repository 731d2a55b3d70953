/** The code families of the month, in the order they are drawn. Numbers only. */
export const families = [
  { name: "Whole team", hint: "any clinical person", pool: "pooled", codes: ["99490", "99439"] },
  { name: "Complex", hint: "if complexity is attested", pool: "pooled", codes: ["99487", "99489"] },
  { name: "Practitioner only", hint: "own work only", pool: "practitioner", codes: ["99491", "99437"] },
] as const;

export type Family = (typeof families)[number];

/** True when this code is one of the family's. */
export function belongs(code: string, { codes }: Family): boolean {
  return codes.some((one) => one === code);
}
