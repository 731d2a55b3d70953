import { createHash } from "node:crypto";
import type * as z from "zod";
import { MonthCase, type Policy, type Readiness } from "../contract/index.ts";
import { evaluate } from "../rules/evaluate.ts";
import { findingsOf } from "./findings-of.ts";
import type { InputRecord } from "./read-records.ts";

/** The answer to one record, or why it was refused. `path` is a JSON pointer into the record. */
export type CaseAnswer =
  | ({ readonly id: string | null } & Readiness)
  | { readonly id: string | null; readonly error: { code: string; message: string; path: string } };

/** Checks one record against the contract and asks the engine. */
export function answerCase(record: InputRecord, policy: Policy | undefined): CaseAnswer {
  if ("unreadable" in record) {
    const message = `${record.unreadable} Send {"cases": […]}, or one {id, month, facts} on each line.`;
    return { id: null, error: { code: "not_json", message, path: "" } };
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

function errorOf(error: z.ZodError): { code: string; message: string; path: string } {
  const findings = findingsOf(error);
  return {
    code: "invalid_case",
    message: `${findings.map(({ at, message }) => `${at === "" ? "/" : at}: ${message}`).join("; ")}. ${advice}`,
    path: findings[0]?.at ?? "",
  };
}

const advice = "Mend these and send the record again; docs/schema/month-case.schema.json has the shapes.";

function sha256(canonical: string): string {
  return createHash("sha256").update(canonical).digest("hex");
}
