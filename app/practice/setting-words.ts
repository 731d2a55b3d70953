import type { SettingKey, settingDefaults } from "../../server/contract/settings.ts";

/** How a setting is asked for. The rest, `own`, has a form of its own. */
export type SettingForm =
  | { readonly kind: "choice"; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: "yes_no" }
  | { readonly kind: "text" }
  | { readonly kind: "number"; readonly unit: string }
  | { readonly kind: "own" };

interface SettingWords {
  readonly label: string;
  /** Why it matters, in a sentence or two. */
  readonly help: string;
  readonly form: SettingForm;
  /** How the value is written. */
  readonly hint?: string;
  /** It is kept, and nothing in this release goes by it yet. */
  readonly later?: true;
}

/** What holds where nobody set anything: a copy that the contract's own type keeps from differing. */
export const defaults: typeof settingDefaults = {
  date_of_service: { usual: "threshold_day", by_payer: [] },
  payer_edits: [],
  closures: [],
  note_cadence: "entry",
  note_encounter: "none",
  lock_minutes: 15,
  timer_idle_minutes: 30,
  retention_years: 10,
  one_person_exception: false,
};

const yesNo = { kind: "yes_no" } as const;
const text = { kind: "text" } as const;
const own = { kind: "own" } as const;

/** On which day a month is billed. */
export const serviceDays = {
  threshold_day: "The day the last unit was reached",
  last_day: "The last day of the month",
  range: "The whole month, first to last day",
} as const;

/** Every setting in the words of the screen. */
export const settingWords: Readonly<Record<SettingKey, SettingWords>> = {
  type: {
    label: "Kind of practice",
    help: "Decides which codes there are, at which rate and on which claim form: an office bills differently from a hospital's clinic, a rural health clinic (RHC) or a federally qualified health center (FQHC).",
    form: {
      kind: "choice",
      options: {
        physician_office: "Physician's office",
        hospital_outpatient: "Hospital outpatient department",
        rhc: "Rural health clinic (RHC)",
        fqhc: "Federally qualified health center (FQHC)",
      },
    },
  },
  pos: {
    label: "Place of service",
    help: "Stands on every line of the claim and decides between the facility and the non-facility rate. It is where the practitioner would see the patient face to face, not where the call was made.",
    form: text,
    hint: "Two digits: 11 is an office, 19 and 22 are a hospital's outpatient departments.",
  },
  npi: {
    label: "NPI of the practice",
    later: true,
    help: "Names the practice as billing provider. A claim without it, or with a wrong one, is returned unread.",
    form: text,
    hint: "Ten digits; the last one checks the others.",
  },
  tin: {
    label: "TIN",
    later: true,
    help: "The tax number that is paid. Medicare pays one practitioner for CCM in a month, so claims of a group are told apart by it.",
    form: text,
    hint: "Nine digits, without a dash.",
  },
  locality: {
    label: "Medicare locality",
    later: true,
    help: "Payment differs by region. The locality says whose price indices belong to the practice.",
    form: text,
    hint: "Seven digits: the five of the contractor (MAC) and the two of its locality.",
  },
  gpci: {
    label: "Price indices (GPCI)",
    help: "With the three indices of your locality amounts are those of your region. Without them they are the national ones.",
    form: own,
  },
  qualifying_apm_participant: {
    label: "Qualifying APM participant (QP)",
    help: "From 2026 on Medicare has two conversion factors: QPs of an advanced payment model are paid by the higher one. While it is not known, no amount rests on a guess of it.",
    form: yesNo,
  },
  access_24_7: {
    label: "24/7 access to a clinician with the record",
    help: "CCM asks that patients reach somebody at any hour who can see their record and act; an answering machine alone is not that. It is your statement, and no CCM code is ready without it.",
    form: yesNo,
  },
  certified_ehr: {
    label: "Certified EHR in use",
    help: "CCM asks that demographics, problems, medications and allergies are kept in certified technology. It is your statement, and no CCM code is ready without it.",
    form: yesNo,
  },
  date_of_service: {
    label: "Date of service",
    later: true,
    help: "Medicare takes the day the threshold was reached or any later one in the month. Some contractors and plans want the last day, or the month as a range: say so for each of those.",
    form: own,
  },
  payer_edits: {
    label: "Edits of payers",
    help: "What single payers add to Medicare's rules: a code they do not pay, a warning, an authorization they want first, something they allow. Each has its months and the document it was read in.",
    form: own,
  },
  closures: {
    label: "Closed days",
    later: true,
    help: "Holidays and other days on which nobody of the practice works, each with its reason. What a month can still hold depends on them.",
    form: own,
  },
  note_cadence: {
    label: "Notes in the EHR",
    later: true,
    help: "Where the EHR takes time as notes, each entry can be one, or those of a day or a month together. Fewer notes keep the chart short; more of them show sooner who did what.",
    form: {
      kind: "choice",
      options: {
        entry: "One note for each entry",
        day: "One note a day",
        month: "One note a month",
      },
    },
  },
  note_encounter: {
    label: "Encounter of a note",
    later: true,
    help: "Some EHRs file a note under an encounter, and some of those then expect a charge for it. CCM is not a visit, so none is named unless you say so.",
    form: {
      kind: "choice",
      options: {
        none: "None",
        launch: "The one CareMonth was opened from",
        ask: "Whoever writes is asked",
      },
    },
  },
  lock_minutes: {
    label: "Lock after",
    help: "After so long without a touch the page locks and patients' details leave it; what was typed is kept. Shorter where screens stand open to others.",
    form: { kind: "number", unit: "minutes" },
    hint: "1 to 120 minutes.",
  },
  timer_idle_minutes: {
    label: "Timer asks after",
    later: true,
    help: "After so long without a touch a running timer is to ask whether the work still goes on, so that nobody's absence is kept as care.",
    form: { kind: "number", unit: "minutes" },
    hint: "5 to 240 minutes.",
  },
  consent_wording: {
    label: "Words for consent",
    later: true,
    help: "What staff read out: that CCM is offered and may cost a share, that one practitioner bills it in a month, that it can be stopped at any time. The words count as reviewed with the name and day of who reviewed them.",
    form: own,
  },
  retention_years: {
    label: "Keep records for",
    later: true,
    help: "A false claim can be pursued for up to ten years (31 U.S.C. 3731), and only what was kept can answer. Your state or your payers may ask for longer.",
    form: { kind: "number", unit: "years" },
    hint: "7 to 30 years.",
  },
  one_person_exception: {
    label: "One person may log and validate",
    later: true,
    help: "Whoever logged time in a month or prepared it does not validate it: two people see more than one. Only a practice too small for that needs the exception, and it stands in the record.",
    form: yesNo,
  },
};

/** The settings in the order of the screen, by what they are about. */
export const settingGroups: readonly (readonly [title: string, keys: readonly SettingKey[]])[] = [
  ["What CCM asks of the practice", ["access_24_7", "certified_ehr", "consent_wording"]],
  [
    "Claims",
    ["type", "pos", "npi", "tin", "locality", "gpci", "qualifying_apm_participant", "date_of_service"],
  ],
  ["Payers", ["payer_edits"]],
  ["Notes", ["note_cadence", "note_encounter"]],
  ["Days and waiting times", ["closures", "lock_minutes", "timer_idle_minutes"]],
  ["Safeguards", ["one_person_exception", "retention_years"]],
];
