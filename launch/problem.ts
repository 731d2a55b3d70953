export type LaunchProblemCode =
  | "missing_launch"
  | "standalone_not_offered"
  | "unknown_iss"
  | "ehr_unreachable"
  | "discovery_unusable"
  | "refused"
  | "scope_refused"
  | "client_refused"
  | "ehr_busy"
  | "state_unknown"
  | "exchange_failed"
  | "id_token_invalid"
  | "no_patient"
  | "other_patient"
  | "other_user"
  | "no_user";

/** Why a launch did not come about: what happened, and what the person in front of the chart can do. */
export interface LaunchProblem {
  readonly code: LaunchProblemCode;
  readonly message: string;
  readonly advice: string;
}

/** An expected failure is a value like any other; only defects throw. */
export type Outcome<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly problem: LaunchProblem };

const tryAgain = "Close this and open CareMonth again from the patient's chart.";
const tellAdministrator = "Tell your administrator: the connection to this EHR needs attention.";

const words: { readonly [Code in LaunchProblemCode]: Omit<LaunchProblem, "code"> } = {
  missing_launch: {
    message: "CareMonth was not opened from a patient's chart, so it does not know whose month to show.",
    advice: "Open the patient's chart in your EHR and start CareMonth from there.",
  },
  standalone_not_offered: {
    message: "This EHR does not let CareMonth choose a patient by itself.",
    advice: "Open the patient's chart in your EHR and start CareMonth from there.",
  },
  unknown_iss: {
    message: "CareMonth was opened by an EHR it is not set up for. Nothing was sent to that system.",
    advice: `Start CareMonth from your own EHR. If you did, ${lower(tellAdministrator)}`,
  },
  ehr_unreachable: {
    message: "The EHR did not answer while CareMonth was signing in.",
    advice: `Wait a minute, then try again. ${tryAgain} If it keeps happening, tell your administrator.`,
  },
  discovery_unusable: {
    message: "The EHR's sign-in settings are missing something CareMonth needs to sign in safely.",
    advice: tellAdministrator,
  },
  refused: {
    message: "The EHR did not let CareMonth sign in: the request was refused or cancelled.",
    advice: `${tryAgain} If it is refused again, ask your administrator whether you may use CareMonth.`,
  },
  scope_refused: {
    message: "The EHR would not give CareMonth the rights it asked for, so nothing was opened.",
    advice: `${tellAdministrator} The rights asked for must be those CareMonth is registered with.`,
  },
  client_refused: {
    message: "The EHR does not accept CareMonth as a registered app, so nothing was opened.",
    advice: `${tellAdministrator} Client id, secret or key do not match the registration.`,
  },
  ehr_busy: {
    message: "The EHR's sign-in is not working just now.",
    advice: `Wait a minute, then try again. ${tryAgain}`,
  },
  state_unknown: {
    message: "This sign-in was already used, is too old, or was started somewhere else.",
    advice: tryAgain,
  },
  exchange_failed: {
    message: "The EHR accepted the sign-in, but then gave CareMonth no access to the chart.",
    advice: `${tryAgain} If it happens again, ${lower(tellAdministrator)}`,
  },
  id_token_invalid: {
    message: "CareMonth could not make sure who signed in, so it did not open the chart.",
    advice: `${tryAgain} If it happens again, ${lower(tellAdministrator)}`,
  },
  no_patient: {
    message: "The EHR did not say which patient's chart is open.",
    advice: "Open a patient's chart first, then start CareMonth from inside it.",
  },
  other_patient: {
    message:
      "You signed in again, but chose another patient than the one you were working on. Nothing was opened.",
    advice: "Sign in again and choose the same patient, or open the other patient from the chart.",
  },
  other_user: {
    message: "Somebody else signed in than the one who was working here. Nothing was opened.",
    advice: "Open CareMonth again from the patient's chart under your own name.",
  },
  no_user: {
    message: "The EHR did not say who is signed in, and every record needs a named person.",
    advice: tellAdministrator,
  },
};

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** The fixed words for a problem. Nothing an EHR or a browser sent is ever part of them. */
function launchProblem(code: LaunchProblemCode): LaunchProblem {
  return { code, ...words[code] };
}

/** An `Outcome` that failed for the given reason. */
export function failed(code: LaunchProblemCode): { readonly ok: false; readonly problem: LaunchProblem } {
  return { ok: false, problem: launchProblem(code) };
}
