import { isLosslessNumber, parse, stringify } from "lossless-json";
import { readJson } from "./json-text.ts";

/** What became of a JSON Patch: every operation applied, or none. */
export type Patched =
  | { readonly kind: "patched"; readonly text: string }
  /** The body is no JSON Patch, or points where nothing is. */
  | { readonly kind: "invalid"; readonly detail: string }
  | { readonly kind: "test_failed"; readonly detail: string };

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];
type Step = (container: Container, key: string, value: unknown) => boolean;

/**
 * RFC 6902 over JSON whose numbers keep their digits. The libraries for it copy a value member by member, by which such
 * a number falls apart, and take `01` for an index.
 */
export function applyPatch(text: string, patch: string): Patched {
  const operations = readOperations(patch);
  if (!operations) return { kind: "invalid", detail: "The body is not a list of operations of JSON Patch." };
  const root = { document: parse(text) };
  for (const operation of operations) {
    if (apply(root, operation)) continue;
    const kind = operation.op === "test" ? "test_failed" : "invalid";
    return { kind, detail: `${operation.op} does not hold at ${operation.path}` };
  }
  return { kind: "patched", text: stringify(root.document) ?? "" };
}

function readOperations(patch: string): Operation[] | null {
  const read = readJson(patch);
  const operations = read.kind === "json" ? read.value : null;
  return Array.isArray(operations) && operations.every(isOperation) ? operations : null;
}

function isOperation(value: unknown): value is Operation {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const { op, path, from } = value;
  if (!isPointer(path)) return false;
  if (op === "move" || op === "copy") return isPointer(from);
  return op === "remove" || (typeof op === "string" && Object.hasOwn(steps, op) && "value" in value);
}

function isPointer(value: unknown): value is string {
  return typeof value === "string" && /^(\/|$)/.test(value);
}

function apply(root: Container, { op, path, from, value }: Operation): boolean {
  if (op !== "move" && op !== "copy") return step(root, path, steps[op], value);
  if (from === undefined) return false;
  const source = place(root, from);
  if (!source || !has(source.container, source.key)) return false;
  // Copied by way of its text, which leaves the digits as they are.
  const moved = parse(stringify(read(source.container, source.key)) ?? "null");
  if (op === "copy") return step(root, path, steps["add"], moved);
  if (path.startsWith(`${from}/`)) return false;
  return path === from || (step(root, from, steps["remove"]) && step(root, path, steps["add"], moved));
}

function step(root: Container, path: string, taken: Step | undefined, value?: unknown): boolean {
  const at = place(root, path);
  return at !== null && (taken?.(at.container, at.key, value) ?? false);
}

/** Where a pointer leads: the container and the name in it, which need not be there. */
function place(root: Container, path: string): { container: Container; key: string } | null {
  const keys = `/document${path}`.split("/").slice(1).map(unescapeKey);
  const key = keys.pop() ?? "";
  const container = keys.reduce<unknown>((at, name) => (isContainer(at) ? read(at, name) : undefined), root);
  return isContainer(container) ? { container, key } : null;
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
