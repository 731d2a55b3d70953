import { isLosslessNumber, parse, stringify } from "lossless-json";

/** What became of a JSON Patch: every operation applied, or none. */
export type Patched =
  | { readonly kind: "patched"; readonly text: string }
  /** The body is no JSON Patch, or points where nothing is. */
  | { readonly kind: "invalid"; readonly detail: string }
  | { readonly kind: "test_failed"; readonly detail: string };

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];
type Step = (container: Container, key: string, value: unknown) => boolean;

/** RFC 6902 without move and copy, over JSON whose numbers keep their digits. */
export function applyPatch(text: string, patch: string): Patched {
  const operations = readOperations(patch);
  if (!operations)
    return { kind: "invalid", detail: "The body is not a list of add, remove, replace, test." };
  const root = { document: parse(text) };
  for (const operation of operations) {
    if (apply(root, operation)) continue;
    const kind = operation.op === "test" ? "test_failed" : "invalid";
    return { kind, detail: `${operation.op} does not hold at ${operation.path}` };
  }
  return { kind: "patched", text: stringify(root.document) ?? "" };
}

function readOperations(patch: string): Operation[] | null {
  try {
    const operations = parse(patch);
    return Array.isArray(operations) && operations.every(isOperation) ? operations : null;
  } catch {
    return null;
  }
}

function isOperation(value: unknown): value is Operation {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const { op, path } = value;
  const known = typeof op === "string" && Object.hasOwn(steps, op) && typeof path === "string";
  return known && /^(\/|$)/.test(path) && (op === "remove" || "value" in value);
}

function apply(root: Container, { op, path, value }: Operation): boolean {
  const keys = `/document${path}`.split("/").slice(1).map(unescapeKey);
  const last = keys.pop() ?? "";
  const container = keys.reduce<unknown>((at, key) => (isContainer(at) ? read(at, key) : undefined), root);
  return isContainer(container) && (steps[op]?.(container, last, value) ?? false);
}

const steps: Readonly<Record<string, Step>> = {
  test: (container, key, value) => has(container, key) && isEqual(read(container, key), value),
  add: (container, key, value) =>
    Array.isArray(container) ? insert(container, key, value) : write(container, key, value),
  replace: (container, key, value) => has(container, key) && write(container, key, value),
  remove: (container, key) => has(container, key) && remove(container, key),
};

function insert(list: unknown[], key: string, value: unknown): boolean {
  const index = key === "-" ? list.length : indexOf(key);
  if (index > list.length) return false;
  list.splice(index, 0, value);
  return true;
}

function write(container: Container, key: string, value: unknown): boolean {
  if (Array.isArray(container)) container[indexOf(key)] = value;
  else container[key] = value;
  return true;
}

function remove(container: Container, key: string): boolean {
  if (Array.isArray(container)) container.splice(indexOf(key), 1);
  else delete container[key];
  return true;
}

function has(container: Container, key: string): boolean {
  return Array.isArray(container) ? indexOf(key) < container.length : Object.hasOwn(container, key);
}

function read(container: Container, key: string): unknown {
  if (Array.isArray(container)) return container[indexOf(key)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

/** Infinity, where no element ever is, for anything but a plain index. */
function indexOf(key: string): number {
  return /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.POSITIVE_INFINITY;
}

function unescapeKey(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null && !isLosslessNumber(value);
}

/** Numbers compare by value, so 1.10 equals 1.1; members compare in any order. */
function isEqual(left: unknown, right: unknown): boolean {
  if (isLosslessNumber(left) && isLosslessNumber(right)) return Number(left.value) === Number(right.value);
  if (!isContainer(left) || !isContainer(right)) return left === right;
  const [ours, theirs] = [Object.entries(left), Object.entries(right)];
  const sameKind = Array.isArray(left) === Array.isArray(right) && ours.length === theirs.length;
  return sameKind && ours.every(([key, value]) => has(right, key) && isEqual(value, read(right, key)));
}
