import { describe, expect, it } from "vitest";
import { missingOf } from "../../app/month/missing.ts";
import type { MonthView } from "../../server/contract/index.ts";
import { criterion, monthView, partialMonth, readsWith } from "./month-view.ts";

const said = (view: MonthView) =>
  missingOf(view).map(({ kind, title, because, facts }) =>
    [kind, title, because.join(" "), ...facts].join(" | "),
  );
const good = monthView().readiness;

describe("what is missing", () => {
  it("is nothing where everything is known and nothing blocks or asks", () => {
    expect(said(monthView({ readiness: { gaps: [] } }))).toEqual([]);
  });

  it("says one cause once, with every code it blocks, and leaves out what only follows", () => {
    const detail = "There is no consent on record.";
    const blocked = [
      { code: "99490", reason: "consent_missing", detail },
      { code: "99439", reason: "consent_missing", detail },
      { code: "99439", reason: "addon_without_base", detail: "99439 is billed only with 99490." },
      { code: "99439", reason: "time_below_threshold", detail: "38:20 of 40:00 minutes are counted." },
    ];
    expect(said(monthView({ readiness: { blocked, gaps: [] } }))).toEqual([
      `blocked | No consent on file | ${detail} Blocks 99490 and 99439.`,
    ]);
  });

  it("counts minutes as missing where a family's first ones are", () => {
    const blocked = [
      { code: "99490", reason: "time_below_threshold", detail: "19:59 of 20:00 minutes are counted." },
    ];
    expect(said(monthView({ readiness: { blocked, gaps: [] } }))).toEqual([
      "short | Not enough minutes | 19:59 of 20:00 minutes are counted. Blocks 99490.",
    ]);
  });

  it("puts what is not known under the read that would have shown it", () => {
    const undetermined = [{ what: "consent", missing: "whether the patient consented" }];
    const view = monthView({ reads: readsWith("Consent", "failed"), readiness: { undetermined, gaps: [] } });
    expect(said(view)).toEqual([
      "unknown | Consent: no answer | The EHR refused to show this to the launch. Ask your administrator to grant it. " +
        "So it is not known: | Whether the patient consented",
    ]);
  });

  it("gathers the facts the chart does not say, and no code that is not evaluated", () => {
    const undetermined = [
      { what: "risk_documented", missing: "whether the significant risk is documented" },
      { what: "billing_practitioner", missing: "who bills" },
      { what: "99487", missing: "this rule set does not evaluate complex CCM yet" },
    ];
    expect(said(monthView({ readiness: { undetermined, gaps: [] } }))).toEqual([
      "unknown | Not known: 2 facts the chart does not say | What stands on them is withheld. | " +
        "Whether the significant risk is documented | Who bills",
    ]);
  });

  it("asks a question instead of repeating the fact it settles", () => {
    const titles = missingOf(partialMonth()).map(({ title }) => title);
    expect(titles).toContain("Does the patient have Medicare Part B this month?");
    expect(titles.join()).not.toContain("whether the patient has Part B");
  });

  it("names what the EHR holds of its own and why it is not enough, where ours is missing", () => {
    const why = "It is not a chronic care management consent made with CareMonth, so it proves none.";
    const host = { type: "Consent" as const, reference: "Consent/h", version: "3", label: "Privacy", why };
    const unmet = [criterion("consent", "There is no consent on record.", { status: "unmet" })];
    const plan = { ...host, type: "CarePlan" as const, reference: "CarePlan/h" };
    const criteria = [...unmet, criterion("care_plan", "Met."), criterion("two_chronic_conditions", "Met.")];
    const view = monthView({ host_records: [host, plan], readiness: { gaps: [], criteria } });
    expect(said(view)).toEqual([
      `excluded | 1 consent of the EHR's own: not sufficient | Not sufficient, because: ${why} | Privacy · Consent/h · version 3`,
    ]);
    expect(said(monthView({ host_records: [host], readiness: { gaps: [] } }))).toEqual([]);
  });

  it("names a visit that may be a stay, and why nobody can tell, where stays are not known", () => {
    const why = "It carries a modifierExtension, which may change what it says.";
    const visit = {
      type: "Encounter" as const,
      reference: "Encounter/v",
      version: null,
      label: "Encounter",
      why,
    };
    const unknown = [criterion("facility_stay", "Not known.", { status: "unknown" })];
    const view = monthView({ host_records: [visit], readiness: { gaps: [], criteria: unknown } });
    expect(said(view)[0]).toContain("1 visit that may be a stay: look in the EHR");
    expect(said(view)[0]).toContain(why);
  });

  it("names the conditions that do not count where two that do are not shown", () => {
    const criteria = [criterion("two_chronic_conditions", "1 of 2.", { status: "unmet" })];
    expect(said(monthView({ readiness: { gaps: [], criteria } }))).toEqual([
      "excluded | 1 condition on record that does not count |  | Asthma: resolved",
    ]);
  });

  it("does not say that conditions do not count where that is not known", () => {
    const criteria = [criterion("two_chronic_conditions", "Not known.", { status: "unknown" })];
    expect(said(monthView({ readiness: { gaps: [], criteria } }))).toEqual([
      "unknown | 1 condition on record, not known to count |  | Asthma: resolved",
    ]);
  });

  it("names entries as a reader knows them, and leaves the open month to the month's head", () => {
    const gaps = [
      {
        code: "month_open",
        detail: "The calculation was made before the month ended.",
        fix: "Evaluate again.",
      },
      { code: "retroactive_entry", detail: "Entries: t1.", fix: "Note why the entry was recorded late." },
      { code: "newer_than_this_screen", detail: "Something new.", fix: "Do something." },
    ];
    expect(said(monthView({ readiness: { ...good, gaps } }))).toEqual([
      "review | A late entry to look at | Entries: 2026-10-02T14:20:00Z (RN 1). Note why the entry was recorded late.",
      "review | Something new. | Do something.",
    ]);
  });
});
