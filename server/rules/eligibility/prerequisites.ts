import type { RuleGroup } from "../proof/rule.ts";
import { carePlanInForce } from "./care-plan.ts";
import { riskDocumented, twoChronicConditions } from "./conditions.ts";
import { consentOnRecord } from "./consent.ts";
import { notInFacilityAllMonth } from "./facility-stay.ts";
import { initiatingVisit } from "./initiating-visit.ts";
import { aliveInTheMonth } from "./life.ts";
import { medicarePays, partB } from "./payer.ts";
import { accessAtAllHours, certifiedEhr } from "./practice.ts";
import { practitionerMayBill } from "./practitioner.ts";
import { timeZone } from "./time-zone.ts";

/** Everything a patient, a practice and a practitioner must bring before a minute is asked for. */
export const prerequisites: RuleGroup = {
  id: "eligible",
  sentence: "The patient, consent, visit, care plan, practice and practitioner meet what CCM asks.",
  source: "NGS",
  parts: [
    medicarePays,
    partB,
    practitionerMayBill,
    aliveInTheMonth,
    notInFacilityAllMonth,
    twoChronicConditions,
    riskDocumented,
    consentOnRecord,
    initiatingVisit,
    carePlanInForce,
    accessAtAllHours,
    certifiedEhr,
    timeZone,
  ],
};
