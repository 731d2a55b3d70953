import { quoted } from "./quoted.ts";

/**
 * One text for one meaning: keys in order, lists in the order of their items' texts, since no list of the
 * contract means its order. Keys without a value are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return quoted(value);
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

interface Shape {
  /** As an object lists them. */
  readonly keys: readonly string[];
  readonly inOrder: readonly Key[];
}

/** Objects of a month have few shapes, and those of a list mostly one: its keys are put in order and quoted once. */
const shapes = new Map<string, Shape>();
const remembered = 512;
let latest: Shape = { keys: [], inOrder: [] };

function keysInOrder(value: object): readonly Key[] {
  const keys = Object.keys(value);
  if (!isOf(latest, keys)) latest = shapeOf(keys);
  return latest.inOrder;
}

function shapeOf(keys: readonly string[]): Shape {
  const name = keys.join("\n");
  const known = shapes.get(name);
  // A key with the separator in it could pass for two.
  if (known && isOf(known, keys)) return known;
  const shape = { keys, inOrder: keys.toSorted().map((key) => ({ key, quoted: quoted(key) })) };
  if (shapes.size >= remembered) shapes.clear();
  shapes.set(name, shape);
  return shape;
}

const isOf = (shape: Shape, keys: readonly string[]) =>
  shape.keys.length === keys.length && keys.every((key, index) => key === shape.keys[index]);
