/**
 * One text for one meaning: keys in order, lists in the order of their items' texts, since no list of the
 * contract means its order. Keys without a value are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return Array.isArray(value) ? `[${value.map(canonicalJson).sort().join(",")}]` : canonicalObject(value);
}

function canonicalObject(value: object): string {
  const keys = Object.keys(value).sort();
  let text = "";
  for (const key of keys) {
    const field: unknown = Reflect.get(value, key);
    if (field !== undefined)
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}
