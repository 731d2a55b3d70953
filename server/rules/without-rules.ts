import type { Answer } from "./answer.ts";

/** The answer for a month these rules do not cover: nothing is ready and nothing is denied. */
export function withoutRules(month: string): Answer {
  return {
    eligible: null,
    minutes: { clinical_staff: 0, practitioner: 0, pooled: 0 },
    codes: [],
    amount_usd: null,
    alternatives: [],
    curable: false,
    claim_pos: null,
    blocked: [],
    gaps: [],
    counted_entries: [],
    excluded_entries: [],
    thresholds: [],
    sibling_programs: [],
    undetermined: [{ what: "rule_set", missing: `no rules for this period (${month})` }],
    next: [],
    date_of_service: { earliest: null, latest: null },
    criteria: [],
    contested: [],
  };
}
