/** What a request does to a resource, in the letters of SMART v2: create, read, update, delete, search. */
export type Interaction = "c" | "r" | "u" | "d" | "s";

type Level = "patient" | "user" | "system";

/** One scope about data, SMART v1 or v2. */
interface DataScope {
  readonly level: string;
  readonly type: string;
  /** Of `cruds`. */
  readonly letters: string;
  /** `category=…` narrows the scope to the resources such a search would find. */
  readonly query: string;
}

const grammar =
  /^(patient|user|system)\/([A-Z][A-Za-z]+|\*)\.(?:(read|write|\*)|((?=[cruds])c?r?u?d?s?)(?:\?(\S+=\S+))?)$/;
const versionOne: Readonly<Record<string, string>> = { read: "rs", write: "cud", "*": "cruds" };

/** Scopes that speak about the launch and the user rather than about data. */
export const launchScopes: readonly string[] = [
  "openid",
  "profile",
  "fhirUser",
  "launch",
  "launch/patient",
  "launch/encounter",
  "online_access",
  "offline_access",
];

/** Those of the scopes that speak about data on one of these levels. */
export function dataScopes(scopes: readonly string[], levels: readonly Level[]): string[] {
  return scopes.filter((scope) => levels.some((level) => parse(scope)?.level === level));
}

/** The scopes among these that allow an interaction on a type. */
export function covering(
  granted: readonly string[],
  wanted: { type: string; interaction: Interaction },
): DataScope[] {
  return granted
    .flatMap((scope) => parse(scope) ?? [])
    .filter(({ type }) => type === "*" || type === wanted.type)
    .filter(({ letters }) => letters.includes(wanted.interaction));
}

function parse(scope: string): DataScope | null {
  const [whole, level = "", type = "", one = "", two = "", query = ""] = grammar.exec(scope) ?? [];
  return whole === undefined ? null : { level, type, letters: versionOne[one] ?? two, query };
}
