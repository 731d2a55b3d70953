/** What a failure of the EHR's comes down to for the person in front of it. */
export type EhrProblemKind =
  | "not_found"
  | "gone"
  | "denied"
  | "break_the_glass"
  | "session_over"
  | "conflict"
  | "invalid"
  | "busy"
  | "broken"
  | "faulty_record"
  | "unsupported"
  | "timeout"
  | "unreachable"
  | "broken_off"
  | "given_up"
  | "off_base"
  | "redirected"
  | "too_large"
  | "over_budget"
  | "unreadable";

interface Words {
  readonly message: string;
  readonly advice: string;
}

const waitThenRetry = "Wait a minute, then try again. If it stays like this, tell your administrator.";
const tellAdministrator = "Tell your administrator: the connection to this EHR needs attention.";
const lookThere = "Look in the EHR itself before relying on what is shown here.";

const words: { readonly [Kind in EhrProblemKind]: Words } = {
  not_found: {
    message: "The EHR does not have this record.",
    advice: `It may have been moved or merged. ${lookThere}`,
  },
  gone: { message: "This record was deleted in the EHR.", advice: lookThere },
  denied: {
    message: "The EHR does not let this sign-in do that.",
    advice: "Ask your administrator whether you and CareMonth should be allowed to.",
  },
  break_the_glass: {
    message: "The EHR keeps this chart behind its Break-the-Glass protection.",
    advice:
      "Give your reason in the EHR itself if you should have access, then open CareMonth again from the chart.",
  },
  session_over: {
    message: "The sign-in to the EHR has ended.",
    advice: "Open CareMonth again from the chart.",
  },
  conflict: {
    message: "Somebody else changed or holds this record in the EHR.",
    advice: "Look at what stands there now, then decide again.",
  },
  invalid: {
    message: "The EHR refused the request as it was put.",
    advice: `Sending it again unchanged will not help. ${tellAdministrator}`,
  },
  busy: { message: "The EHR is too busy just now.", advice: waitThenRetry },
  broken: { message: "The EHR failed while it worked on this.", advice: waitThenRetry },
  faulty_record: {
    message: "The EHR holds a record that it cannot send, because something required is missing in it.",
    advice: `Trying again will not help: have the record completed in the EHR. ${lookThere}`,
  },
  unsupported: { message: "This EHR does not offer that to apps.", advice: lookThere },
  timeout: { message: "The EHR did not answer in time.", advice: waitThenRetry },
  unreachable: { message: "The EHR could not be reached.", advice: waitThenRetry },
  broken_off: { message: "The connection to the EHR broke off.", advice: waitThenRetry },
  given_up: {
    message: "The request was ended before the EHR answered.",
    advice: "Try again if you still need it.",
  },
  off_base: {
    message: "The EHR pointed to an address outside itself, which is never followed.",
    advice: tellAdministrator,
  },
  redirected: {
    message: "The EHR sent CareMonth on to another address, which is never followed.",
    advice: tellAdministrator,
  },
  too_large: { message: "The EHR's answer was too large to read.", advice: lookThere },
  over_budget: { message: "The EHR holds more than CareMonth reads at once.", advice: lookThere },
  unreadable: {
    message: "The EHR's answer was not readable data.",
    advice: `It may be a sign-in page of the network's. ${waitThenRetry}`,
  },
};

/** The fixed words for a failure; nothing an EHR sent is ever part of them but for how long it is busy, in ms. */
export function wordsFor(kind: EhrProblemKind, retryAfter: number | null): Words {
  return kind === "busy" && retryAfter !== null
    ? { ...words.busy, advice: `Try again in ${inWords(retryAfter)}. ${tellIfItStays}` }
    : words[kind];
}

const tellIfItStays = "If it stays like this, tell your administrator.";

/** A period rounded up, so that nobody comes back too early. */
function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return seconds === 1 ? "one second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
