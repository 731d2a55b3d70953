import type { CriterionStatus, Undetermined } from "../contract/index.ts";
import type { BlockReason } from "./block-reason.ts";

/** One reason a code is not ready, in the contract's word and in a sentence. */
export interface Reason {
  readonly reason: BlockReason;
  readonly detail: string;
}

/** What a rule says of one patient-month. `unknown` is an answer, never a default. */
export type Finding =
  | { readonly status: "met"; readonly because: string }
  | { readonly status: "unmet"; readonly reasons: readonly Reason[] }
  | { readonly status: "unknown"; readonly missing: readonly Undetermined[] };

export const met = (because: string): Finding => ({ status: "met", because });

export const unmet = (reason: BlockReason, detail: string): Finding => ({
  status: "unmet",
  reasons: [{ reason, detail }],
});

/** `what` is the fact's path in the contract, `missing` says in words what nobody knows. */
export const unknown = (what: string, missing: string): Finding => ({
  status: "unknown",
  missing: [{ what, missing }],
});

/** Met when nothing is missing, unknown otherwise. */
export const known = (missing: readonly Undetermined[], because: string): Finding =>
  missing.length > 0 ? { status: "unknown", missing } : met(because);

/** Three-valued "and": one unmet part decides, then one unknown part. */
export function all(statuses: readonly CriterionStatus[]): CriterionStatus {
  if (statuses.includes("unmet")) return "unmet";
  return statuses.includes("unknown") ? "unknown" : "met";
}

/** A yes-or-no fact that must be yes. */
export interface Requirement {
  readonly value: boolean | undefined;
  readonly fact: Undetermined;
  readonly because: string;
  readonly otherwise: Reason;
}

/** Met when the fact is true, unmet when it is false, unknown when nobody knows. */
export function mustBeTrue({ value, fact, because, otherwise }: Requirement): Finding {
  if (value === undefined) return unknown(fact.what, fact.missing);
  return value ? met(because) : unmet(otherwise.reason, otherwise.detail);
}
