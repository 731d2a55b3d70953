import type { SourceId } from "./sources.ts";

interface Contested {
  readonly point: string;
  readonly default: string;
  readonly source: SourceId;
}

/** Points on which the sources differ or are silent, and the default these rules take. */
export const contestedPoints = {
  complex_not_evaluated: {
    point: "Sixty to 89 minutes with moderate or high decision complexity support two families.",
    default: "The staff-time family is shown; the complex family is not evaluated by this rule set.",
    source: "OIG-2021",
  },
  complex_or_staff: {
    point: "Sixty to 89 minutes with moderate or high decision complexity support two families.",
    default:
      "The set that pays more is recommended and the other shown beside it; some reviewers prefer the complex one as the more specific.",
    source: "OIG-2021",
  },
  unlikely_units: {
    point:
      "Whether units beyond Medicare's edit of unlikely units may be billed where time for them is counted.",
    default: "They are not; the time is shown for review.",
    source: "PAYERREADY",
  },
  general_code_or_ccm: {
    point:
      "Whether a rural or federally qualified health center bills G0511 or the codes of CCM before October 2025.",
    default: "The codes of CCM are recommended; G0511 is shown beside them without an amount.",
    source: "NARHC-CY26",
  },
  care_planning_in_rhc: {
    point: "Whether a rural or federally qualified health center is paid for G0506.",
    default: "It is answered as in an office.",
    source: "REASONING",
  },
  ranked_nationally: {
    point: "Which of several supported families pays most where this practice's amounts are not known.",
    default: "They are compared by the national amounts outside a facility.",
    source: "REASONING",
  },
  spoken_minutes_of_monitoring: {
    point:
      "Whether remote monitoring's minutes count that were not spoken with the patient, beside some that were.",
    default: "Only minutes spoken with the patient or a caregiver are taken for its codes.",
    source: "PREVOUNCE-2026",
  },
  same_disease: {
    point: "Whether two codes of one disease may count as two chronic conditions.",
    default: "Diseases are counted, not codes.",
    source: "REASONING",
  },
  unsuccessful_contact: {
    point: "Whether a voicemail or a failed attempt is care management time.",
    default: "The attempt does not count; chart work logged around it does.",
    source: "NORIDIAN-FEB-2017",
  },
  prior_authorization: {
    point: "Whether prior authorization is care management time.",
    default: "It does not count until a person has reviewed it.",
    source: "AAFP-2016",
  },
  concurrent_work: {
    point: "Whether two people doing separate work in the same minute earn it twice.",
    default: "The minute counts once.",
    source: "CPT-GUIDELINE",
  },
  same_day_visit: {
    point: "Whether staff work on the day of a face-to-face visit counts.",
    default: "It counts where it was no part of the visit.",
    source: "EXPERT",
  },
  teaching_in_person: {
    point: "Whether staff teaching in person counts.",
    default: "It counts.",
    source: "CPT-GUIDELINE",
  },
  work_after_revocation: {
    point: "Whether work after a revocation in mid-month counts, since it takes effect at the month's end.",
    default: "It does not count; the minutes before it do.",
    source: "NGS",
  },
  anniversary: {
    point: "Whether a visit exactly one year before the start is within one year.",
    default: "The anniversary is included.",
    source: "REASONING",
  },
  observation_stay: {
    point: "Whether minutes during an observation stay count.",
    default: "They do not count.",
    source: "CPT-GUIDELINE",
  },
  oversight_or_esrd_by_another: {
    point: "Whether care plan oversight or an ESRD monthly service by another practitioner excludes CCM.",
    default: "It does not; it is shown for review.",
    source: "NORIDIAN-FEB-2017",
  },
  apcm_by_another: {
    point: "Whether advanced primary care management by another practitioner or practice excludes CCM.",
    default: "It does not; it is shown for review.",
    source: "AAFP-APCM",
  },
} as const satisfies Record<string, Contested>;

export type ContestedPoint = keyof typeof contestedPoints;
