/** A refusal as the caller sees it. Its words say what, why and what to do; they never carry PHI. */
export interface Problem {
  readonly status: number;
  readonly message: string;
  readonly advice: string;
}

const fromTheChart = "Open CareMonth again from the patient's chart.";

/** Every expected failure of our own API by its code. A new one is added here and nowhere else. */
export const problems = {
  request_invalid: {
    status: 400,
    message: "The request is not written as this address expects it.",
    advice: "Reload the page. If it happens again, tell whoever runs CareMonth in your practice.",
  },
  launch_required: {
    status: 401,
    message: "This request does not belong to an open launch.",
    advice: fromTheChart,
  },
  launch_ended: { status: 401, message: "This launch has ended.", advice: fromTheChart },
  launch_idle: {
    status: 401,
    message: "CareMonth locked itself because nobody used it for a while.",
    advice: `${fromTheChart} What you had typed is kept for you.`,
  },
  ehr_session_ended: {
    status: 401,
    message: "The EHR's permission for this launch has run out.",
    advice: `${fromTheChart} What you had typed is kept for you.`,
  },
  other_patient: {
    status: 401,
    message:
      "The EHR has gone over to another patient, so this launch was ended. Nothing was written for that patient.",
    advice: `Close this tab. ${fromTheChart}`,
  },
  other_user: {
    status: 401,
    message:
      "The EHR has gone over to another user, so this launch was ended. Nothing was written in that user's name.",
    advice: `Close this tab. ${fromTheChart}`,
  },
  cross_site: {
    status: 403,
    message: "The request did not come from a CareMonth page.",
    advice: fromTheChart,
  },
  not_staff: {
    status: 403,
    message: "You are not on this practice's staff list, so you may read here but not record.",
    advice: "Ask your administrator to add you, with your role, to the staff list.",
  },
  not_permitted: {
    status: 403,
    message: "This is not yours to do in this practice.",
    advice: "Ask an administrator of your practice.",
  },
  setting_invalid: {
    status: 422,
    message: "The setting is not written as it must be.",
    advice: "Mend what is named and save it again. Nothing was changed.",
  },
  setting_changed: {
    status: 409,
    message: "Somebody else changed this setting meanwhile. Nothing of yours was saved.",
    advice: "Look at the setting again, then change it.",
  },
  person_changed: {
    status: 409,
    message: "Somebody else changed this person meanwhile. Nothing of yours was saved.",
    advice: "Look at the person again, then change them.",
  },
  account_taken: {
    status: 409,
    message: "One of these accounts belongs to another person of the practice. Nothing was saved.",
    advice: "Take it away there first: the time of two people must not count as one person's.",
  },
  account_unknown_ehr: {
    status: 422,
    message: "One of these accounts is at an EHR that is not this practice's. Nothing was saved.",
    advice: "Give the EHR's address exactly as it is configured, or leave the account out.",
  },
  last_administrator: {
    status: 409,
    message: "Nobody would be left who may change settings and people. Nothing was saved.",
    advice: "Make somebody else an administrator first.",
  },
  not_billing_practitioner: {
    status: 403,
    message: "Only the practitioner who bills this month may state this, in their own launch.",
    advice: "Nothing was kept. Let that practitioner open CareMonth from this patient's chart.",
  },
  not_found: {
    status: 404,
    message: "There is nothing at this address.",
    advice: fromTheChart,
  },
  patient_mismatch: {
    status: 409,
    message: "The request names another patient than the one this chart was opened for. Nothing was written.",
    advice: `Close this tab. ${fromTheChart}`,
  },
  month_not_offered: {
    status: 404,
    message: "This month cannot be opened: it has not started, or lies before the rules CareMonth knows.",
    advice: "Choose a month from the list.",
  },
  preview_expired: {
    status: 409,
    message: "What you confirmed was read too long ago, or was never shown here. Nothing was sent.",
    advice: "Look at the month again, then record it.",
  },
  recording_under_way: {
    status: 409,
    message: "An earlier recording of this month has not come to its end yet. Nothing more was sent.",
    advice: "Wait for it, or press Look now. Then read the month again.",
  },
  read_incomplete: {
    status: 409,
    message:
      "The EHR did not show all its tasks, so what it holds of this month is not known. Nothing was sent.",
    advice: "Read the month again, then record it.",
  },
  channel_missing: {
    status: 409,
    message: "This EHR does not let CareMonth write the month. Nothing was sent.",
    advice: "The reason stands in the part of the screen that is headed In the EHR.",
  },
  no_patient: {
    status: 409,
    message: "No patient's chart is open in this window.",
    advice: "Choose a patient, or start CareMonth from inside a patient's chart.",
  },
  relaunch_not_offered: {
    status: 409,
    message: "This EHR does not let CareMonth sign in again by itself.",
    advice: `${fromTheChart} What you had typed is kept for you.`,
  },
  ehr_unreachable: {
    status: 502,
    message: "The EHR did not answer.",
    advice: "Wait a minute, then try again. If it keeps happening, tell your administrator.",
  },
  body_too_large: {
    status: 413,
    message: "The request is larger than CareMonth accepts.",
    advice: "Shorten the text and send it again.",
  },
  media_type_refused: {
    status: 415,
    message: "CareMonth accepts JSON only.",
    advice: "Send the request with content type application/json.",
  },
  too_many_requests: {
    status: 429,
    message: "Too many launches came from this network in a short time.",
    advice: "Wait a minute, then open CareMonth again from the patient's chart.",
  },
  too_many_reads: {
    status: 429,
    message: "This chart was read very often in a short time.",
    advice: "Wait a minute, then read it again.",
  },
  internal: {
    status: 500,
    message: "Something went wrong inside CareMonth.",
    advice: "Try again. If it happens again, give the request number to whoever runs CareMonth.",
  },
  unavailable: {
    status: 503,
    message: "CareMonth cannot answer just now.",
    advice: "Try again in a minute.",
  },
} as const satisfies Readonly<Record<string, Problem>>;
