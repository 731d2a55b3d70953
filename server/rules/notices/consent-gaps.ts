import type { Gap } from "../../contract/index.ts";
import { dayOf } from "../calendar.ts";
import type { Situation } from "../situation.ts";
import { gapIf } from "./gap.ts";

/** What a person should do about the consent besides what blocks a code. */
export function consentGaps({ facts: { consent }, practitioner, calendar }: Situation): Gap[] {
  if (!consent) return [];
  const named = consent.billing_practitioner;
  const otherPractitioner = named !== undefined && practitioner !== null && named !== practitioner;
  const revoked = consent.revoked && calendar ? dayOf(consent.revoked, calendar) : null;
  const revokedInMonth =
    revoked !== null && calendar !== null && calendar.firstDay <= revoked && revoked <= calendar.lastDay;
  return [
    ...gapIf(otherPractitioner, "renew_consent", "The consent names another billing practitioner."),
    ...gapIf(revokedInMonth, "disenroll_at_month_end", `The consent was revoked on ${revoked}.`),
  ];
}
