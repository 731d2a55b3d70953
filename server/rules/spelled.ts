import type { MonthFacts, Visit } from "../contract/index.ts";

/**
 * The facts with billing codes, practitioner types and places of service in one spelling, so that no rule misses a
 * code for a space, a small letter or a modifier. Everything else is as it was given.
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

const modified = /^(\d{5}|\d{4}[A-Z]|[A-Z]\d{4})([-:,]?[0-9A-Z]{2})+$/;

/** The code without its modifiers: "99214-25" is 99214. */
const billingCode = (text: string) => plain(text).replace(modified, "$1");

const withCode = <Item extends { readonly code: string }>(item: Item): Item => ({
  ...item,
  code: billingCode(item.code),
});

function visit(given: Visit | null | undefined): Visit | null | undefined {
  return given?.code ? { ...given, code: billingCode(given.code) } : given;
}
