/** Where a figure or a sentence was read. */
export interface Source {
  /** The document. */
  readonly title: string;
  /** The part of it; null where the whole of it is meant. */
  readonly section: string | null;
  /** Null where nobody here opened it at an address of its own: a made-up link is worse than none. */
  readonly url: string | null;
  /** How it came to be read, in words. */
  readonly provenance: string;
  /** The day it was read. */
  readonly read: string;
}

const read = "2026-11-21";

const reproduced = "Read in a public reproduction; the original was not opened.";
const paraphrased = "Read in a public paraphrase; the original was not opened.";
const quoted = "Read as other public pages give it; its own page was not opened.";
const expert = "Expert knowledge; the original was not read.";

const from = (
  title: string,
  section: string | null,
  provenance: string,
  url: string | null = null,
): Source => ({
  title,
  section,
  url,
  provenance,
  read,
});

/** What every figure and sentence of these rules was read in. */
export const sources = {
  "CPT-DESC": from(
    "CPT 2021",
    "time thresholds of care management, by code number",
    "Read as payers reproduce them.",
  ),
  "CPT-GUIDELINE": from("CPT", "care management guidelines", expert),
  "CMS-MLN-2015": from(
    "CMS MLN fact sheet on CCM, 2015",
    "chronic conditions, how long they last, examples",
    reproduced,
  ),
  "CMS-FAQ-2017": from("CMS CCM FAQ, 2017", "question 1, whose time counts", reproduced),
  "CMS-FAQ-2019": from(
    "CMS CCM FAQ with 99491, 2019",
    "codes that exclude each other",
    "Read in a public reproduction at medicalbillersandcoders.com; the original was not opened.",
  ),
  "CMS-FAQ-2022": from("CMS CCM FAQ, August 2022", null, paraphrased),
  "CLA-2020": from(
    "CLA on the fee schedule rule for 2020",
    "G2058, now 99439; TCM together with CCM",
    quoted,
  ),
  "CMS-MLN-2018": from(
    "CMS MLN booklet on CCM, 2018",
    "complex CCM, no part of a further 30 minutes",
    reproduced,
  ),
  "PFS-2020": from(
    "CY2020 fee schedule rule",
    "table 21, who decides complexity",
    "Read as ccmcompliance.com gives it; the original was not opened.",
  ),
  PAYERREADY: from(
    "Medicare's edits of unlikely units",
    "99437 and 99489",
    "Read as payerready gives them; CMS's file was not read.",
  ),
  NGS: from(
    "National Government Services, chronic care management",
    "consent, practitioner time, one biller",
    quoted,
  ),
  "NORIDIAN-FEB-2017": from(
    "Noridian, CCM questions, February 2017",
    "Q1 coinsurance, Q3 contact, Q5 care plan oversight",
    quoted,
  ),
  "NORIDIAN-NOV-2017": from(
    "Noridian, CCM questions, November 2017",
    "Q1 initiating visit, Q3 consent",
    quoted,
  ),
  "NORIDIAN-JF": from(
    "Noridian JF, chronic care management",
    "clinical staff, hospital outpatient departments",
    quoted,
  ),
  "CGS-2015": from("CGS, chronic care management, 2015", "practitioners who may not bill", quoted),
  "TMA-CCM": from(
    "Texas Medical Association, chronic care management",
    "qualifying visits, staff outside the US",
    quoted,
  ),
  CHARTSPAN: from("ChartSpan on the initiating visit", "tested when CCM starts", quoted),
  "AAFP-2016": from("AAFP, chronic care management, 2016", "calendar month, place of service", quoted),
  "AAFP-APCM": from("AAFP on advanced primary care management", "services it excludes", reproduced),
  AAPC: from("AAPC quoting CMS", "care plan oversight, ESRD monthly services, access at all hours", quoted),
  "OIG-2021": from("HHS OIG A-07-19-05122, 2021", "CCM billed twice, overlapping care management", quoted),
  "PREVOUNCE-2026": from(
    "Prevounce, remote monitoring in 2026",
    "days, minutes and interactive communication; discrete time beside CCM",
    quoted,
  ),
  "INFOCUS-MLN": from(
    "CMS MLN booklet on CCM",
    "care plan copy, typical elements",
    "Read as infocusonline reproduces it; the original was not opened.",
  ),
  "NARHC-CY26": from("NARHC, December 2025", "rural health clinics after G0511", quoted),
  "REGENCE-122": from("Regence Medicare Advantage policy 122, 2019", "a plan with edits of its own", quoted),
  CAREVITALITY: from(
    "CareVitality on principal care management",
    "one condition, thirty minutes, whose they are",
    quoted,
  ),
  "APCM-LAW": from(
    "Foley, Bass Berry and McDonald Hopkins on advanced primary care management",
    "three levels, thirteen service elements",
    quoted,
  ),
  RVU25A: from(
    "CMS relative values 2025, file RVU25A",
    "totals outside a facility",
    "Read as public pages cite it.",
  ),
  RVU26C: from(
    "CMS relative values, July 2026, file RVU26C",
    "PPRRVU2026_Jul_nonQPP.csv",
    "Read in the copy a public repository keeps.",
    "https://github.com/stormchaser-creator/CredentialDOMD",
  ),
  "PFS-2026": from(
    "CY2026 fee schedule rule and MLN MM14315",
    "conversion factors",
    "Read as AAPC and AAMC give them; the originals were not opened.",
  ),
  "CMS-POS": from("CMS place-of-service codes", "paid at the facility amount", expert),
  POLICY: from(
    "The policy the answer was asked by",
    "payer_edits",
    "Given by the practice; each edit names the document it was read in.",
  ),
  REASONING: from("The project's own reasoning from the rule text", null, "No document was read."),
  EXPERT: from("Expert knowledge", null, "No document was read."),
} as const;

export type SourceId = keyof typeof sources;
