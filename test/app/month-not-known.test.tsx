import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { browserAround, openApp, refusal, server } from "./dom.tsx";
import { answers, region } from "./month-regions.ts";
import { emptyMonth, monthView, partialMonth, readsWith } from "./month-view.ts";

browserAround();

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
