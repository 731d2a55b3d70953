import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { asked, browserAround, openApp, pageText } from "./dom.tsx";
import { answers, region } from "./month-regions.ts";
import { criterion, monthView, partialMonth } from "./month-view.ts";

browserAround();

describe("a month in good order", () => {
  it("gives the five answers without a click", async () => {
    openApp(monthView());
    const [enrolled, consent, plan, minutes, next] = await answers();
    expect(enrolled).toBe("EnrolledYesSince Oct 22 distinct chronic conditions are confirmed.");
    expect(consent).toContain("ConsentOn fileThe consent was obtained on Oct 2.");
    expect(plan).toContain("Care planIn forceThe care plan was established on Oct 5.");
    expect(minutes).toBe(
      "Minutes38 countedStaff 31 min, practitioner 7 min38:20 kept to the second11:10 not counted",
    );
    expect(next).toContain("Next code99439 in 2 minDocumentation supports 99490 now, $66.13");
  });

  it.each([
    [
      "enrolled" as const,
      "2026-10-02",
      true,
      "EnrolledYesSince Oct 22 distinct chronic conditions are confirmed.",
    ],
    [
      "enrolled" as const,
      "2026-10-02",
      false,
      "EnrolledYesSince Oct 22 distinct chronic conditions are confirmed.Not eligible this month",
    ],
    [
      "on_hold" as const,
      "2026-10-02",
      false,
      "EnrolledOn holdSince Oct 22 distinct chronic conditions are confirmed.Not eligible this month",
    ],
    [
      "not_yet" as const,
      "2026-11-03",
      null,
      "EnrolledNot yetFrom Nov 3, 20262 distinct chronic conditions are confirmed.Eligible: not known",
    ],
    [
      "none" as const,
      null,
      null,
      "EnrolledNo2 distinct chronic conditions are confirmed.Eligible: not known",
    ],
    [
      "not_known" as const,
      null,
      null,
      "EnrolledNot known2 distinct chronic conditions are confirmed.Eligible: not known",
    ],
  ])(
    "answers whether the patient is enrolled: %s since %s, eligible %s",
    async (state, since, eligible, words) => {
      const readiness = { ...monthView().readiness, eligible };
      openApp(monthView({ enrolment: { state, since }, readiness }));
      expect((await answers())[0]).toBe(words);
    },
  );

  it("adds up: recorded is counted plus not counted", async () => {
    openApp(monthView());
    const card = await region("Not counted 11:10");
    expect(card.textContent).toContain("Recorded 49:30 = counted 38:20 + not counted 11:10");
    const rows = within(card).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      "Oct 2, 10:20 AMRN 1, RN8:00 of 39:15Before consentTask/te-101 · version 1",
      "Oct 8, 11:00 AMRN 1, RN3:10No one reachedTask/te-105 · version 1",
    ]);
  });

  it("opens the proof down to rule, source, resource, version and time", async () => {
    openApp(monthView());
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Proof of 99490" }));
    const tree = screen.getByRole("tree", { name: "Proof of 99490" });
    expect(within(tree).getAllByRole("treeitem")).toHaveLength(1);
    await user.click(within(tree).getByText("Patient, practice and practitioner"));
    await user.click(within(tree).getByText("Consent"));
    const leaf = within(tree).getByRole("treeitem", { name: /consent was obtained on Oct 2\./ });
    expect(leaf.textContent).toContain(
      "Rule: The rule of consent_date. Source: National Government Services, CCM.",
    );
    expect(leaf.textContent).toContain("Consent/cns-21 · version 1read Oct 26, 2:13:02 PM");
    expect(within(tree).getByText(/stated by/).textContent).toBe(
      "stated by Practitioner 1, practitioner, Oct 2",
    );
  });

  it.each([
    ["2025-01", "in force since Jan 2025"],
    ["2025-01-01", "in force since Jan 1, 2025"],
  ])("says since when its rules are in force, %s, west of Greenwich too", async (from, words) => {
    const rule_set = { ...monthView().readiness.rule_set, in_force: { from, to: "2026-12" } };
    openApp(monthView({ head: { timezone: "Pacific/Honolulu" }, readiness: { rule_set } }));
    await userEvent.click(await screen.findByRole("button", { name: "Proof of 99490" }));
    expect(screen.getByText(/rule set ccm-staff/).textContent).toContain(words);
  });

  it("opens what is not known by itself, down to the read that was refused", async () => {
    openApp(partialMonth());
    await userEvent.click(await screen.findByRole("button", { name: "Proof of 99490" }));
    expect(screen.getByText("Why 99490 is not ready")).toBeTruthy();
    const leaf = screen.getByRole("treeitem", { name: /^Not known: whether the patient has Part B\./ });
    expect(leaf.textContent).toContain("Coverage searchread Oct 26, 2:13:02 PM, refused by the EHR");
  });

  it("draws the families it does not evaluate, and says so", async () => {
    openApp(monthView());
    const ladder = await screen.findByRole("table", { name: "Code ladder" });
    expect(within(ladder).getAllByText(/^Not evaluated by this rule set/)).toHaveLength(2);
    expect(within(ladder).getByText("· 99487, 99489")).toBeTruthy();
  });

  it("shows what each unit is worth only where the server names a rate", async () => {
    openApp(monthView({ unit_amounts: [{ code: "99490", amount_usd: 66.13 }] }));
    const ladder = await screen.findByRole("table", { name: "Code ladder" });
    expect(within(ladder).getByText("$66.13")).toBeTruthy();
    expect(within(ladder).getAllByText("Not known")).toHaveLength(2);
  });

  it("names the range, the zone and how far the month has come", async () => {
    openApp(monthView());
    await answers();
    expect(pageText()).toContain("Oct 1 to Oct 31, midnight to midnight, Eastern time (New York)");
    expect(pageText()).toContain("Open: day 26 of 31, 5 working days left with today");
  });
});

describe("one disease on record twice", () => {
  it("counts as the engine counts, whatever the list of conditions says", async () => {
    const unmet = criterion("two_chronic_conditions", "1 of 2 distinct chronic conditions are confirmed.", {
      status: "unmet",
    });
    openApp(monthView({ readiness: { eligible: false, criteria: [unmet] } }));
    expect((await answers())[0]).toBe(
      "EnrolledYesSince Oct 21 of 2 distinct chronic conditions are confirmed.Not eligible this month",
    );
  });
});

describe("what else blocks than minutes", () => {
  const next = [{ code: "99439", minutes_short: 15, by: "pooled" as const }];

  it.each([
    ["conflict_apcm", "APCM by the same practitioner this month"],
    ["duplicate_claim", "Already claimed for this month"],
  ])("%s heads the next code, before the minutes", async (reason, words) => {
    const blocked = [{ code: "99490", reason, detail: "The engine's own words." }];
    openApp(monthView({ readiness: { codes: [], amount_usd: 0, blocked, next } }));
    expect((await answers())[4]).toBe(`Next codeBlocked${words}Minutes: 99439 in 15 min`);
  });

  it("does not head it for a code of another programme, or where minutes alone are lacking", async () => {
    const blocked = [
      { code: "99358", reason: "invalid_for_medicare", detail: "" },
      { code: "99490", reason: "time_below_threshold", detail: "" },
      { code: "99439", reason: "addon_without_base", detail: "" },
    ];
    openApp(monthView({ readiness: { codes: [], amount_usd: 0, blocked, next } }));
    expect((await answers())[4]).toContain("Next code99439 in 15 min");
  });
});

describe("the month picker", () => {
  it("goes to the month before, says that it is past, and has none after this one", async () => {
    const september = monthView({
      head: {
        month: "2026-09",
        label: "September 2026",
        from: "2026-09-01",
        to: "2026-09-30",
        state: "past",
        day: null,
        days: 30,
        working_days_left: null,
      },
    });
    openApp(monthView(), september);
    const next = await screen.findByRole("button", { name: "Next month, not started" });
    expect(next.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "Previous month, September 2026" }));
    await waitFor(() => expect(pageText()).toContain("Past month: its 30 days are over"));
    expect(asked).toEqual(["GET /api/month/current", "GET /api/month/2026-09"]);
  });
});
