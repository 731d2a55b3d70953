/**
 * One text for one meaning: keys in order, lists in the order of their items' texts, since no list of the
 * contract means its order. Keys without a value are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
}

function canonicalList(list: readonly unknown[]): string {
  return list.length === 1 ? `[${canonicalJson(list[0])}]` : `[${list.map(canonicalJson).sort().join(",")}]`;
}

function canonicalObject(value: object): string {
  let text = "";
  for (const { key, quoted } of keysInOrder(value)) {
    const field: unknown = Reflect.get(value, key);
    if (field !== undefined) text += `${text === "" ? "" : ","}${quoted}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

interface Key {
  readonly key: string;
  readonly quoted: string;
}

/** Objects of a month have few shapes: the keys of each are put in order and quoted once. */
const shapes = new Map<string, readonly Key[]>();
const remembered = 512;

function keysInOrder(value: object): readonly Key[] {
  const keys = Object.keys(value);
  const shape = keys.join("\n");
  const known = shapes.get(shape);
  // A key with the separator in it could pass for two.
  if (known?.length === keys.length) return known;
  const inOrder = keys.sort().map((key) => ({ key, quoted: JSON.stringify(key) }));
  if (shapes.size >= remembered) shapes.clear();
  if (!keys.some((key) => key.includes("\n"))) shapes.set(shape, inOrder);
  return inOrder;
}
