import { createHash } from "node:crypto";
import type * as z from "zod";
import { MonthCase, type Readiness } from "../contract/index.ts";
import { evaluate } from "../rules/evaluate.ts";
import type { InputRecord } from "./read-records.ts";

/** The answer to one record, or why it was refused. `path` is a JSON pointer into the record. */
export type CaseAnswer =
  | ({ readonly id: string | null } & Readiness)
  | { readonly id: string | null; readonly error: { code: string; message: string; path: string } };

export type Policy = NonNullable<Parameters<typeof evaluate>[1]["policy"]>;

/** Checks one record against the contract and asks the engine. */
export function answerCase(record: InputRecord, policy: Policy | undefined): CaseAnswer {
  if ("unreadable" in record) {
    return { id: null, error: { code: "not_json", message: record.unreadable, path: "" } };
  }
  const parsed = MonthCase.safeParse(record.value);
  if (!parsed.success) return { id: idOf(record.value), error: errorOf(parsed.error) };
  const { id, ...question } = parsed.data;
  const options = policy === undefined ? { digest: sha256 } : { digest: sha256, policy };
  return { id: id ?? null, ...evaluate(question, options) };
}

function idOf(value: unknown): string | null {
  const named = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof named === "string" ? named : null;
}

function errorOf({ issues }: z.ZodError): { code: string; message: string; path: string } {
  const findings = issues.map(({ path, message }) => ({ at: pointer(path), message }));
  return {
    code: "invalid_case",
    message: findings.map(({ at, message }) => `${at === "" ? "/" : at}: ${message}`).join("; "),
    path: findings[0]?.at ?? "",
  };
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function sha256(canonical: string): string {
  return createHash("sha256").update(canonical).digest("hex");
}
