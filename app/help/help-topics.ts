/** A screen that has help of its own. */
export type HelpScreen = "month" | "practice" | "start";

/** How the help names each screen. */
export const screenNames: Readonly<Record<HelpScreen, string>> = {
  month: "Month",
  practice: "Practice",
  start: "Start",
};

type Topic = readonly [term: string, words: string];

/** What the help says, by screen. */
export const helpTopics: Readonly<Record<HelpScreen, readonly Topic[]>> = {
  month: [
    [
      "What this screen answers",
      "Whether the chart's record supports a Chronic Care Management code for this month, and on what that stands. It does not decide what is billed.",
    ],
    [
      "Not known",
      "A read of the chart was refused, failed or was cut short, or nobody has said. It is never taken for none, and nothing is ready on it.",
    ],
    [
      "Minutes",
      "Kept to the second, summed, and cut to whole minutes once. Recorded time is always counted plus not counted, each with its reason.",
    ],
    [
      "Proof",
      "Opens under a code: each condition, the rule and its source, and the record it was read from with version and time.",
    ],
    [
      "Your word",
      "Some facts no record can show. You can state them under your name; the record says who and when.",
    ],
    [
      "In the EHR",
      "Shows what would be written, writes it when you confirm, and says In EHR only with the version the EHR named.",
    ],
  ],
  practice: [
    [
      "Settings",
      "What your practice decides about itself. Each holds from a day on. A month goes by what holds on its last day, the running month by today.",
    ],
    [
      "Not known",
      "Nobody has said it, and it has no default. It is never taken for no, and nothing is ready on it.",
    ],
    [
      "History",
      "Every decision with its day and who made it. A mistake is mended by a later decision, none is taken out.",
    ],
    [
      "People",
      "Whose time counts as what, who may do what, and the accounts they sign in with. Two accounts of one person belong to one entry.",
    ],
    [
      "Somebody left",
      "Give them a last day. Their records keep their name; from the day after they may do nothing here.",
    ],
    ["Who may change it", "Administrators. Everybody else looks, and is told whom to ask."],
  ],
  start: [
    [
      "What this screen is for",
      "CareMonth works in one patient's chart at a time. Choose the patient in the EHR, or open their chart there.",
    ],
    ["Practice", "The settings and people of your practice are here without a patient too."],
  ],
};
