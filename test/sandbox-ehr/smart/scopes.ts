/** What a request does to a resource, in the letters of SMART v2: create, read, update, delete, search. */
export type Interaction = "c" | "r" | "u" | "d" | "s";

const grammar = /^(patient|user)\/([A-Z][A-Za-z]+|\*)\.(read|write|\*|(?=.)c?r?u?d?s?)$/;
const letters: Readonly<Record<string, string>> = { read: "rs", write: "cud", "*": "cruds" };

/** Scopes that speak about the launch and the user rather than about data. */
export const launchScopes: readonly string[] = [
  "openid",
  "profile",
  "fhirUser",
  "launch",
  "launch/patient",
  "launch/encounter",
  "offline_access",
];

/** Those of the scopes that speak about data, in SMART v1 or v2. */
export function dataScopes(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => grammar.test(scope));
}

/** Whether one of the granted scopes allows this interaction on this type. */
export function covers(
  granted: readonly string[],
  wanted: { type: string; interaction: Interaction },
): boolean {
  return granted.some((scope) => {
    const [, , type = "", permission = ""] = grammar.exec(scope) ?? [];
    const allowed = letters[permission] ?? permission;
    return (type === "*" || type === wanted.type) && allowed.includes(wanted.interaction);
  });
}
