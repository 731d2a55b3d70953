import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { criterion, delivery, emptyMonth, monthView, partialMonth, readsWith } from "./month-view.ts";

browserAround();

const region = (name: string | RegExp) => screen.findByRole("region", { name });

async function answers(): Promise<string[]> {
  const glance = await region(/at a glance/);
  return within(glance)
    .getAllByRole("listitem")
    .map((item) => item.textContent ?? "");
}

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

describe("records set aside", () => {
  const aside = { artefact: "time_entry" as const, reference: "Task/te-9", version: "2" };
  const unverified = { ...aside, kind: "unverified" as const, why: "Its identifier is not ours." };
  const corrected = { ...aside, reference: "Task/te-8", kind: "superseded" as const, why: "A later entry." };

  it("stand beside the time that does not count, each with its reason", async () => {
    openApp(monthView({ set_aside: [unverified, corrected] }));
    const card = await region("Not counted 11:10");
    const list = within(card).getByRole("heading", { name: "Records set aside" }).nextElementSibling;
    expect([...(list?.children ?? [])].map((row) => row.textContent)).toEqual([
      "Not verifiedTime entry Task/te-9 · version 2Its identifier is not ours.",
      "CorrectedTime entry Task/te-8 · version 2A later entry.",
    ]);
    const missing = await region("What is missing");
    expect(missing.textContent).toContain(
      "1 record set aside: look at it in the EHRTime entry Task/te-9 · version 2: Its identifier is not ours.",
    );
  });

  it("are never called none found", async () => {
    openApp({ ...emptyMonth(), set_aside: [unverified] });
    expect((await answers())[3]).toBe("Minutes0 counted1 entry set aside");
    const time = await region("Time");
    expect(time.textContent).toContain("What it found is set aside and does not count.");
    expect(time.textContent).toContain("Records set aside");
    expect(time.textContent).not.toContain("found none");
  });
});

describe("a month that is not known whole", () => {
  it.each([
    ["denied" as const, "refused by the EHR", false],
    ["unsupported" as const, "not offered by this EHR", false],
    ["incomplete" as const, "cut short", true],
    ["failed" as const, "no answer", true],
  ])(
    "says that a read was %s, and offers to read again where that may help",
    async (outcome, words, mendable) => {
      openApp(monthView({ reads: readsWith("Condition", outcome) }));
      const missing = await region("What is missing");
      const item = within(missing).getByText(`Condition: ${words}`).closest("li");
      expect(item?.textContent).toContain("Ask your administrator to grant it.");
      expect(item && within(item).queryByRole("button", { name: "Read again" }) !== null).toBe(mendable);
      expect(screen.getByText("6 of 7 reads complete")).toBeTruthy();
    },
  );

  it("lists how each read ended, what holds up the month first", async () => {
    server.use(http.get("/api/other-reads", () => delay("infinite")));
    openApp(monthView({ reads: readsWith("Coverage", "denied") }));
    await userEvent.click(await screen.findByRole("button", { name: "Show reads" }));
    const reads = within(await region("Reads of the chart")).getAllByRole("listitem");
    expect(reads).toHaveLength(7);
    expect(reads[0]?.textContent).toContain("Coverage: refused by the EHR");
  });

  it("is ready for nothing on incomplete data", async () => {
    openApp(partialMonth());
    const [eligible, , , , next] = await answers();
    expect(eligible).toContain("Eligible: not known");
    expect(next).toContain("Not known1 fact not known: nothing is ready");
    expect(screen.queryByText("Ready")).toBeNull();
  });

  it("shows unread time as not known, never as nought", async () => {
    openApp(monthView({ reads: readsWith("Task", "incomplete"), entries: [] }));
    expect((await answers())[3]).toBe("MinutesNot knownTime entries could not be read whole");
    expect((await region("Time")).textContent).toContain("Time entries are not known.");
  });

  it("does not evaluate a month without rules", async () => {
    const readiness = {
      eligible: null,
      codes: [],
      amount_usd: null,
      thresholds: [],
      criteria: [],
      next: [],
      counted_entries: [],
      undetermined: [{ what: "rule_set", missing: "no rules for this period (2024-01)" }],
    };
    openApp(monthView({ readiness }));
    const [, consent, , minutes, next] = await answers();
    expect(consent).toBe("ConsentNot knownNot evaluated by this rule set");
    expect(minutes).toBe("MinutesNot knownNo rules for this period");
    expect(next).toContain("Not known");
  });
});

describe("an empty month", () => {
  it("says that the read ended complete and found none", async () => {
    openApp(emptyMonth());
    const time = await region("Time");
    expect(time.textContent).toContain("No time this month yet.The read ended complete and found none.");
    expect((await answers())[3]).toBe("Minutes0 countedNone found, read complete");
  });
});

describe("a chart that is not read yet, or cannot be", () => {
  it("draws the final shape while it waits, and no answer", async () => {
    server.use(http.get("/api/month/current", () => delay("infinite")));
    openApp();
    expect(screen.queryByText("Reading the chart")).toBeNull();
    expect(await screen.findByRole("status")).toBeTruthy();
    expect(screen.getByText("Reading the chart")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("says what failed and what to do, and reads again when asked", async () => {
    server.use(
      http.get("/api/month/current", () => refusal(503, "unavailable", "CareMonth cannot answer just now."), {
        once: true,
      }),
    );
    openApp();
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("CareMonth cannot answer just now.Do this next.request req-1");
    server.use(http.get("/api/month/current", () => HttpResponse.json(monthView())));
    await userEvent.click(screen.getByRole("button", { name: "Read again" }));
    expect(await answers()).toHaveLength(5);
  });

  it("keeps what was read when a later reading fails, and says that it is the older one", async () => {
    openApp(monthView());
    await answers();
    server.use(http.get("/api/month/current", () => refusal(503, "unavailable")));
    await userEvent.click(screen.getByRole("button", { name: "Read again" }));
    expect((await screen.findByRole("alert")).textContent).toContain("from the reading before");
    expect(await answers()).toHaveLength(5);
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

describe("the patient's line", () => {
  it("is quiet where the EHR draws a banner, and names the sex where it does not", async () => {
    openApp(monthView());
    expect(screen.getByText("Patient not read yet")).toBeTruthy();
    await answers();
    expect((await region("Patient")).textContent).toContain(
      "Patient A · born Jan 1, 1950 · 76 y · MRN DEMO-0001",
    );
    expect((await region("Patient")).textContent).not.toContain("female");
  });

  it("names the sex and a death", async () => {
    openApp(monthView({ need_patient_banner: true, patient: { deceased: "2026-10-12" } }));
    await answers();
    expect((await region("Patient")).textContent).toContain(
      "Patient A · born Jan 1, 1950 · female · MRN DEMO-0001 · died Oct 12, 2026",
    );
  });

  it("says so where the day of a death is not known", async () => {
    openApp(monthView({ patient: { deceased: "date not known" } }));
    await answers();
    expect((await region("Patient")).textContent).toContain("MRN DEMO-0001 · died date not known");
  });

  it("names nobody who is not on the staff list, and says whom to ask where they would write", async () => {
    openApp(monthView({ user: { name: null, role: null } }));
    await answers();
    expect((await region("Patient")).textContent).toContain("Not on the staff list");
    const panel = await region("In the EHR");
    const record = within(panel).getByRole("button", { name: "Record in the EHR" });
    expect(record.getAttribute("aria-disabled")).toBe("true");
    expect(panel.textContent).toContain(
      "You are not on the staff list of Practice A, so you can read but not record. Ask your administrator",
    );
    const takeBack = screen.getByRole("button", { name: /^Take back/ });
    expect(takeBack.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(record);
    await userEvent.click(takeBack);
    expect(asked).toEqual(["GET /api/month/current"]);
  });

  it("says what is not known, and keeps a name apart from what follows it", async () => {
    openApp(monthView({ patient: { name: null, birth_date: null, age: null, mrn: null } }));
    await answers();
    const strip = await region("Patient");
    expect(strip.textContent).toContain("Name not known · birth date not known · MRN not known");
    expect(strip.querySelector("bdi")?.textContent).toBe("Name not known");
  });
});

describe("what the EHR holds", () => {
  it("names the channel with its reason, and a care plan that is not ours", async () => {
    openApp(
      monthView({
        record: {
          channel: "export",
          reason: "This EHR does not let an app create a Task.",
          care_plan: { state: "not_ours", reference: "CarePlan/x", version: "2", linked: false, detail: "" },
        },
      }),
    );
    const panel = await region("In the EHR");
    expect(panel.textContent).toContain(
      "Channel: export, NOT in the EHR. This EHR does not let an app create a Task.",
    );
    expect(panel.textContent).toContain("This care plan was not made with CareMonth and is never changed.");
    expect(
      within(panel).getByRole("button", { name: "Record in the EHR" }).getAttribute("aria-disabled"),
    ).toBe("true");
  });

  it.each([
    [
      "rejected",
      delivery({ state: "rejected", issues: ["Task.owner is required"] }),
      "“Task.owner is required”",
      "The month record was not accepted",
    ],
    [
      "in conflict",
      delivery({ state: "rejected", conflict: true, issues: ["Version 5"] }),
      "Nothing was overwritten.",
      "Two versions of the month record",
    ],
    [
      "unknown",
      delivery({ state: "unknown", lookups: 2 }),
      "Looked up 2 times so far.",
      "The answer about the month record was lost",
    ],
    [
      "waiting",
      delivery({ state: "queued", issues: ["The EHR could not be reached. Nothing was sent."] }),
      "It waits here",
      "The month record is NOT in the EHR",
    ],
  ])("says of a write that is %s what happened", async (_, one, words, title) => {
    server.use(http.get("/api/month/2026-10/deliveries", () => HttpResponse.json({ deliveries: [one] })));
    openApp(monthView({ record: { deliveries: [one] } }));
    const panel = await region("In the EHR");
    expect(within(panel).getByText(title)).toBeTruthy();
    expect(panel.textContent).toContain(words);
    expect(pageText().toLowerCase()).not.toContain("saved");
  });
});
