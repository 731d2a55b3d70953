import type { ConsentFact } from "../../contract/index.ts";
import { dayOf } from "../calendar.ts";
import type { SourceId } from "../figures/sources.ts";
import { type Finding, met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { consentContents } from "./consent-contents.ts";
import { lastDayThatWas } from "./life.ts";
import { withoutTimeZone } from "./time-zone.ts";

interface ConsentRule {
  readonly id: string;
  readonly sentence: string;
  readonly source: SourceId;
  readonly judge: (consent: ConsentFact, situation: Situation) => Finding;
}

/** A rule on a consent that exists: absent is not known, null is none. */
function onConsent({ id, sentence, source, judge }: ConsentRule): Rule {
  return {
    id,
    sentence,
    source,
    reads: ["/consent"],
    judge(situation) {
      const { consent } = situation.facts;
      if (consent === undefined) return unknown("consent", "whether the patient consented");
      if (consent === null) return unmet("consent_missing", "There is no consent on record.");
      return judge(consent, situation);
    },
  };
}

const refused: ReadonlySet<string> = new Set(["declined", "rejected", "entered-in-error"]);

function isInForce(consent: ConsentFact): Finding {
  const { status, revoked } = consent;
  if (status === undefined) return unknown("consent.status", "the status of the consent");
  if (status === "active") return met("The consent is active.");
  if (refused.has(status)) return unmet("consent_missing", `The consent is ${status}.`);
  // A revoked consent is no longer active today; the revocation's own date decides the month.
  if (status === "inactive" && revoked) return met("The consent was in force until it was revoked.");
  return unmet("consent_inactive", `The consent is ${status}.`);
}

function coversCcm({ scope }: ConsentFact): Finding {
  if (scope === undefined) return unknown("consent.scope", "what the consent is for");
  return scope === "ccm"
    ? met("The consent is for chronic care management.")
    : unmet("consent_wrong_scope", `The consent is for ${scope}.`);
}

function wasObtained({ obtained }: ConsentFact, { calendar, facts }: Situation): Finding {
  if (obtained === undefined) return unknown("consent.obtained", "when the consent was obtained");
  if (!calendar) return withoutTimeZone(facts);
  const day = dayOf(obtained, calendar);
  if (day <= lastDayThatWas(facts, calendar)) return met(`The consent was obtained on ${day}.`);
  const after = day > calendar.lastDay ? "the service month" : "the patient's death or the calculation";
  return unmet("consent_after_service", `The consent was obtained on ${day}, after ${after}.`);
}

function namesThePractitioner({ billing_practitioner }: ConsentFact, { practitioner }: Situation): Finding {
  if (practitioner === null) return unknown("billing_practitioner", "who bills");
  if (billing_practitioner === undefined) {
    return unknown("consent.billing_practitioner", "whom the consent names as billing practitioner");
  }
  return billing_practitioner === practitioner
    ? met("The consent names the billing practitioner.")
    : unmet("consent_other_practitioner", "The consent names another billing practitioner.");
}

function wasNotRevoked({ revoked }: ConsentFact, { calendar, facts }: Situation): Finding {
  if (revoked === undefined) return unknown("consent.revoked", "whether the consent was revoked");
  if (revoked === null) return met("The consent was not revoked.");
  if (!calendar) return withoutTimeZone(facts);
  const day = dayOf(revoked, calendar);
  return day < calendar.firstDay
    ? unmet("consent_revoked", `The consent was revoked on ${day}, before the service month.`)
    : met(`The consent was revoked on ${day}; the month it was revoked in stays billable.`);
}

/** Consent before the service, verbal or written, to this practitioner; age alone never ends it. */
export const consentOnRecord: RuleGroup = {
  id: "consent",
  sentence: "The patient consented to CCM by this practitioner before the service, and it is documented.",
  source: "NGS",
  parts: [
    onConsent({
      id: "consent_revocation",
      sentence: "A revocation ends CCM with the month it was made in.",
      source: "NGS",
      judge: wasNotRevoked,
    }),
    onConsent({
      id: "consent_status",
      sentence: "The consent was accepted and is in force.",
      source: "NGS",
      judge: isInForce,
    }),
    onConsent({
      id: "consent_scope",
      sentence: "The consent is for chronic care management.",
      source: "NGS",
      judge: coversCcm,
    }),
    onConsent({
      id: "consent_date",
      sentence: "Consent is obtained before the service; it is never dated back.",
      source: "NORIDIAN-NOV-2017",
      judge: wasObtained,
    }),
    onConsent({
      id: "consent_practitioner",
      sentence: "A new consent is needed only when the billing practitioner changes.",
      source: "NORIDIAN-NOV-2017",
      judge: namesThePractitioner,
    }),
    onConsent({
      id: "consent_documented",
      sentence: "The consent is documented in the record, whether verbal or written.",
      source: "NGS",
      judge: ({ documented }) =>
        mustBeTrue({
          value: documented,
          fact: { what: "consent.documented", missing: "whether the consent is documented" },
          because: "The consent is documented.",
          otherwise: { reason: "consent_not_documented", detail: "The consent is not documented." },
        }),
    }),
    onConsent({
      id: "consent_contents",
      sentence: "Cost sharing, one practitioner a month and the right to stop were explained.",
      source: "NGS",
      judge: consentContents,
    }),
  ],
};
