import { describe, expect, it } from "vitest";
import { stateOf } from "../../server/month/month-finding.ts";
import { answerTo } from "../rules/vector.ts";

const requested = [{ code: "99439", status: "requested" }];
const openStay = [{ type: "inpatient_hospital", from: "2026-05-02" }];
const middling = { start: "2026-05-10T15:00:00Z", end: "2026-05-10T15:25:00Z" };
const long = { start: "2026-05-10T15:00:00Z", end: "2026-05-10T16:05:00Z" };
const billed = ["99490", "99439"].map((code) => ({ code, by: "dr-okafor" }));
const short = { start: "2026-05-10T15:00:00Z", end: "2026-05-10T15:05:00Z" };

describe("what a month's record says", () => {
  it.each([
    ["everything is met", {}, "ready"],
    ["only minutes are lacking", { entries: [short] }, "not_ready"],
    ["no time was recorded", { entries: [] }, "not_ready"],
    ["there is no consent", { change: { consent: null } }, "not_ready"],
    [
      "99490 was billed before",
      { entries: [middling], change: { prior_ccm_claims_this_month: [{ code: "99490", by: "dr-okafor" }] } },
      "not_ready",
    ],
    [
      "everything earned was billed and complex care might still replace it",
      {
        entries: [long],
        change: { prior_ccm_claims_this_month: billed },
        without: ["mdm"],
      },
      "undetermined",
    ],
    [
      "everything earned was billed and no other family is supported",
      { entries: [long], change: { prior_ccm_claims_this_month: billed } },
      "not_ready",
    ],
    ["the consent is not known", { without: ["consent"] }, "undetermined"],
    ["nothing is known of the time", { without: ["time_entries"] }, "undetermined"],
    [
      "minutes are lacking, whatever else is not known",
      { entries: [short], without: ["payer"] },
      "not_ready",
    ],
    ["a stay may or may not cover the minutes", { change: { stays: openStay } }, "undetermined"],
    [
      "an add-on is asked for and its base is not known",
      { without: ["consent"], change: { other_services: requested } },
      "undetermined",
    ],
    [
      "an add-on is asked for and its base is refused",
      { change: { consent: null, other_services: requested } },
      "not_ready",
    ],
    ["there are no rules for the month", { month: "2031-05" }, "undetermined"],
  ] as const)("where %s", (_, change, state) => expect(stateOf(answerTo(change))).toBe(state));
});
