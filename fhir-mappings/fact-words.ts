/** Facts of the month by the names the rules and the attestations give them, in a reader's words. */
const words: Readonly<Record<string, string>> = {
  other_services: "other services of the month that exclude or share time with CCM",
  prior_ccm_claims_this_month: "CCM already claimed for the month",
  "payer.part_b": "Medicare Part B",
  "patient.deceased": "whether the patient is alive",
  risk: "significant risk",
  risk_documented: "significant risk",
  time_entries: "the time recorded in the month",
  stays: "stays in a facility",
  "stays.to": "the end of a stay in a facility",
  billing_practitioner: "who bills",
  ccm_enrollment_start: "when CCM started",
  mdm: "decision complexity",
  "mdm.level": "the level of decision complexity",
  "mdm.by": "whose decisions they were",
  "mdm.documented": "whether decision complexity is documented",
  rule_set: "the rules for this month",
  amount_usd: "the amount",
};

const entryField = /^time_entries\.[^.]+\.(\w+)$/;
const confirmedCondition = /^conditions\.\d+/;

/** A fact's JSON pointer or dotted name in words; a name that is new here keeps its own, without its signs. */
export function factInWords(name: string): string {
  const path = name
    .split("/")
    .filter((part) => part !== "")
    .join(".");
  const field = entryField.exec(path)?.[1];
  if (field !== undefined) return `${plain(field)} of a time entry`;
  if (confirmedCondition.test(path)) return "chronic condition expected to last";
  return (Object.hasOwn(words, path) ? words[path] : undefined) ?? plain(path);
}

function plain(path: string): string {
  return path.replace(/[._/]+/g, " ").trim() || "a fact without a name";
}
