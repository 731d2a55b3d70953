/*
 * In the value of a search parameter a backslash takes their meaning from comma, bar, dollar and itself:
 * https://hl7.org/fhir/R4/search.html#escaping
 */

/** The alternatives of a value, which commas part; each still escaped. */
export function alternativesOf(value: string): string[] {
  return value.split(/(?<=(?<!\\)(?:\\\\)*),/);
}

/** One alternative as it is meant. */
export function unescaped(alternative: string): string {
  return alternative.replaceAll(/\\([\\,|$])/g, "$1");
}

/** `system|code` as it is meant; the system is null where there is no bar, and then any will do. */
export function askedToken(alternative: string): { system: string | null; code: string } {
  const parts = /^((?:\\.|[^\\|])*)\|(.*)$/s.exec(alternative);
  if (!parts) return { system: null, code: unescaped(alternative) };
  const [, system = "", code = ""] = parts;
  return { system: unescaped(system), code: unescaped(code) };
}
