import { z } from "zod";
import type { ArrivedRequest } from "../front-door.ts";
import type { Fault } from "./fault.ts";

/** Which requests a fault meets; every request when empty. A path that ends in `*` means all that begin so. */
export const faultMatchSchema = z.strictObject({
  method: z.string().optional(),
  path: z.string().optional(),
  /** A FHIR resource type. */
  type: z.string().optional(),
  /** How many requests it meets before it is used up; without it, all until it is withdrawn. */
  times: z.int().min(1).optional(),
});

export type FaultMatch = z.infer<typeof faultMatchSchema>;

interface Rule {
  readonly fault: Fault;
  readonly match: FaultMatch;
  readonly left: number;
}

/** The faults asked for and not yet used up, in the order they were asked for. */
export class FaultRules {
  #rules: readonly Rule[] = [];

  add(fault: Fault, match: FaultMatch = {}): void {
    this.#rules = [...this.#rules, { fault, match, left: match.times ?? Number.POSITIVE_INFINITY }];
  }

  clear(): void {
    this.#rules = [];
  }

  /** Every fault that meets this request; each counts as used once. */
  take(request: ArrivedRequest): Fault[] {
    const met = this.#rules.filter(({ match }) => meets(match, request));
    this.#rules = this.#rules
      .map((rule) => (met.includes(rule) ? { ...rule, left: rule.left - 1 } : rule))
      .filter(({ left }) => left > 0);
    return met.map(({ fault }) => fault);
  }

  list(): { readonly fault: Fault; readonly match: FaultMatch }[] {
    return this.#rules.map(({ fault, match, left }) => ({
      fault,
      match: { ...match, ...(match.times === undefined ? {} : { times: left }) },
    }));
  }
}

function meets({ method, path, type }: FaultMatch, request: ArrivedRequest): boolean {
  return (
    (method === undefined || method === request.method) &&
    (type === undefined || type === request.type) &&
    (path === undefined || matchesPath(path, request.path))
  );
}

function matchesPath(wanted: string, path: string): boolean {
  return wanted.endsWith("*") ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}
