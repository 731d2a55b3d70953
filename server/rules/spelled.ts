import type { MonthFacts, Visit } from "../contract/index.ts";

/**
 * The facts with billing codes, practitioner types and places of service in one spelling, so that no rule misses a
 * code for a space or a small letter. Everything else is as it was given.
 */
export function spelled(facts: MonthFacts): MonthFacts {
  const { billing_practitioner: practitioner, practice } = facts;
  return {
    ...facts,
    ...(practitioner?.type && { billing_practitioner: { ...practitioner, type: plain(practitioner.type) } }),
    ...(practice?.pos && { practice: { ...practice, pos: plain(practice.pos) } }),
    other_services: facts.other_services?.map(withCode),
    ...(facts.prior_authorizations && { prior_authorizations: facts.prior_authorizations.map(withCode) }),
    prior_ccm_claims_this_month: facts.prior_ccm_claims_this_month?.map(withCode),
    initiating_visit: visit(facts.initiating_visit),
    last_face_to_face_before_enrollment: visit(facts.last_face_to_face_before_enrollment),
  };
}

/** "m.d. " is MD. */
const plain = (text: string) => text.replace(/[\s.]/g, "").toUpperCase();

const withCode = <Item extends { readonly code: string }>(item: Item): Item => ({
  ...item,
  code: plain(item.code),
});

function visit(given: Visit | null | undefined): Visit | null | undefined {
  return given?.code ? { ...given, code: plain(given.code) } : given;
}
