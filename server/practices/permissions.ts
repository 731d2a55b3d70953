import { Act, type Bars, type Person } from "../contract/index.ts";

type Judge = (person: Person) => string | null;

const anybody: Judge = () => null;
const notStaff = "You are not on this practice's staff list. Ask an administrator to add you.";

const timed: readonly Person["role"][] = ["practitioner", "other_practitioner", "clinical_staff"];

const clinical: Judge = ({ role }) =>
  timed.includes(role) ? null : "Only clinical staff and practitioners do this.";
const onlyPractitioner = "Only a practitioner does this. Ask the patient's billing practitioner.";
const practitioner: Judge = ({ role }) => (role === "practitioner" ? null : onlyPractitioner);
/** Any practitioner may be the one who bills; the month's own service asks for that one. */
const possibleBiller: Judge = ({ role }) =>
  role === "practitioner" || role === "other_practitioner" ? null : onlyPractitioner;

function permitted(permission: Person["permissions"][number], words: string): Judge {
  return ({ permissions }) =>
    permissions.includes(permission)
      ? null
      : `Only ${words} does this. Ask an administrator of your practice.`;
}

const administrator = permitted("administrator", "an administrator");

/** Who may what. Besides, no one validates a month they logged time in or prepared: the month's own service sees to it. */
const judges: Readonly<Record<Act, Judge>> = {
  log_time: clinical,
  confirm_chronicity: practitioner,
  decide_complexity: possibleBiller,
  approve_plan: practitioner,
  obtain_consent: anybody,
  state: anybody,
  prepare_month: anybody,
  validate_month: permitted("validate", "somebody with the permission to validate"),
  export_month: permitted("export", "somebody with the permission to export"),
  reopen_month: permitted("reopen", "somebody with the permission to reopen"),
  see_panel: permitted("panel", "somebody with the permission for the panel"),
  see_candidates: permitted("candidates", "somebody with the permission for candidates"),
  change_settings: administrator,
  change_people: administrator,
  see_audit: permitted("auditor", "an auditor"),
};

/** Why a person may not do something in their practice, in words for them; null where they may. Nobody known may nothing. */
export function barTo(act: Act, person: Person | null): string | null {
  return person ? judges[act](person) : notStaff;
}

/** The same of every act, as the screens show it. */
export function barsFor(person: Person | null): Bars {
  const bars = Act.options.map((act) => [act, barTo(act, person)]);
  return Object.fromEntries(bars);
}
