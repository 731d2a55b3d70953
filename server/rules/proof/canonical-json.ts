/**
 * One text for one meaning: keys in order, lists in the order of their items' texts, since no list of the
 * contract means its order. Keys without a value are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return Array.isArray(value) ? `[${value.map(canonicalJson).sort().join(",")}]` : canonicalObject(value);
}

function canonicalObject(value: object): string {
  let text = "";
  for (const [key, field] of Object.entries(value).sort(byKey)) {
    if (field !== undefined)
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
