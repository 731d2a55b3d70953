const read = "2026-11-21";

interface Source {
  readonly title: string;
  readonly url: string;
  readonly read: string;
}

/** A document nobody here opened at its own address keeps an empty `url`: a made-up link is worse than none. */
const at = (title: string, url = ""): Source => ({ title, url, read });

/** What every figure and sentence of these rules was read in. Titles name document and section. */
export const sources = {
  "CPT-DESC": at("CPT 2021 time thresholds of care management, by code number; as payers reproduce them"),
  "CPT-GUIDELINE": at("CPT care-management guidelines; expert knowledge, original not read"),
  "CMS-MLN-2015": at(
    "CMS MLN fact sheet on CCM, 2015: chronic conditions, how long they last, examples; public reproduction",
  ),
  "CMS-FAQ-2017": at("CMS CCM FAQ, 2017, question 1: whose time counts; public reproduction"),
  "CMS-FAQ-2019": at("CMS CCM FAQ with 99491: codes that exclude each other; public reproduction"),
  "CMS-FAQ-2022": at("CMS CCM FAQ, August 2022; public paraphrase, original not read"),
  "CLA-2020": at("CLA on the 2020 rule: two units of G2058, now 99439; TCM together with CCM"),
  NGS: at("National Government Services, chronic care management: consent, practitioner time, one biller"),
  "NORIDIAN-FEB-2017": at(
    "Noridian, CCM questions, February 2017: Q1 coinsurance, Q3 contact, Q5 care plan oversight",
  ),
  "NORIDIAN-NOV-2017": at("Noridian, CCM questions, November 2017: Q1 initiating visit, Q3 consent"),
  "NORIDIAN-JF": at("Noridian JF, chronic care management: clinical staff, hospital outpatient departments"),
  "CGS-2015": at("CGS, chronic care management, 2015: practitioners who may not bill"),
  "TMA-CCM": at(
    "Texas Medical Association, chronic care management: qualifying visits, staff outside the US",
  ),
  CHARTSPAN: at("ChartSpan on the initiating visit: tested when CCM starts"),
  "AAFP-2016": at("AAFP, chronic care management, 2016: calendar month, place of service"),
  "AAFP-APCM": at("AAFP list of services APCM excludes; as a public repository article gives it"),
  AAPC: at("AAPC quoting CMS: care plan oversight, ESRD monthly services, access at all hours"),
  "OIG-2021": at("HHS OIG A-07-19-05122, 2021: CCM billed more than once, overlapping care management"),
  "PREVOUNCE-2026": at("Prevounce, 2026: remote monitoring beside CCM with discrete time"),
  "INFOCUS-MLN": at(
    "CMS MLN booklet on CCM as infocusonline reproduces it: care plan copy, typical elements",
  ),
  "NARHC-CY26": at("NARHC, December 2025: rural health clinics after G0511"),
  "REGENCE-122": at("Regence Medicare Advantage policy 122, 2019: a plan with edits of its own"),
  RVU25A: at("CMS relative values 2025, file RVU25A; totals as public pages cite them"),
  RVU26C: at(
    "CMS relative values, July 2026, file RVU26C (PPRRVU2026_Jul_nonQPP.csv); a repository's stored copy",
    "https://github.com/stormchaser-creator/CredentialDOMD",
  ),
  "PFS-2026": at(
    "CY2026 fee schedule conversion factors: AAPC, AAMC, MLN MM14315 paraphrase; original not read",
  ),
  "CMS-POS": at("Place-of-service codes paid at the facility amount; expert knowledge"),
  REASONING: at("The project's own reasoning from the rule text; no document read"),
  EXPERT: at("Expert knowledge; no document read"),
} as const;

export type SourceId = keyof typeof sources;
