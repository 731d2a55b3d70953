import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { OtherReads, OtherType, type ReadLine, ReadOutcome } from "../../server/contract/index.ts";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { monthView, readsWith } from "./month-view.ts";

browserAround();

const retrieved = "2026-10-26T18:14:05Z";
const whole: Omit<ReadLine, "type"> = { outcome: "complete", count: 0, retrieved, detail: "", advice: "" };

function others(changes: Partial<Record<OtherType, Partial<ReadLine>>> = {}, patient = "patient-a") {
  const reads = OtherType.options.map((type) => ({ type, ...whole, ...changes[type] }));
  const answer = OtherReads.parse({ patient, reads });
  server.use(http.get("/api/other-reads", () => HttpResponse.json(answer)));
}

async function showReads() {
  await userEvent.click(await screen.findByRole("button", { name: "Show reads" }));
  return screen.findByRole("region", { name: "Reads of the chart" });
}

const group = (name: RegExp) => screen.findByRole("list", { name });

describe("the list of reads", () => {
  it("shows all nineteen types, what holds up the month first and what does not last but one", async () => {
    others({ Claim: { outcome: "denied", detail: "This sign-in may not read claims.", advice: "Ask." } });
    openApp(monthView({ reads: readsWith("Coverage", "denied") }));
    const list = await showReads();
    await group(/Also read complete/);
    const titles = within(list)
      .getAllByRole("heading", { level: 3 })
      .map(({ textContent }) => textContent);
    expect(titles).toEqual([
      "Not known: nothing is ready while these are not read whole",
      "The month stands on these, each read complete",
      "Could not be checked; does not hold up the month",
      "Also read complete; the month does not stand on these",
    ]);
    const sizes = within(list)
      .getAllByRole("list")
      .map((one) => one.children.length);
    expect(sizes).toEqual([1, 6, 1, 11]);
    expect((await group(/Could not be checked/)).textContent).toContain("Claim: refused by the EHR");
  });

  it.each(ReadOutcome.options.flatMap((outcome) => [0, 3].map((count) => [outcome, count] as const)))(
    "says of a read that ended %s with %i records no more than it knows",
    async (outcome, count) => {
      others();
      const reads = monthView().reads.map((read) =>
        read.type === "Condition" ? { ...read, outcome, count, detail: "Why.", advice: "Do this." } : read,
      );
      openApp(monthView({ reads }));
      const list = await showReads();
      const row =
        within(list)
          .getByText(/^Condition:/)
          .closest("li")?.textContent ?? "";
      expect(row).toContain("Why. Do this. Read at 2:13:02 PM.");
      expect(row.includes("None found")).toBe(outcome === "complete" && count === 0);
      expect(row.includes("is not known")).toBe(outcome !== "complete" && count === 0);
      expect(row.includes("there may be more")).toBe(outcome !== "complete" && count === 3);
    },
  );

  it("reads what no month stands on only when somebody looks, and once", async () => {
    others();
    openApp(monthView());
    await screen.findByRole("button", { name: "Show reads" });
    expect(asked).toEqual(["GET /api/month/current"]);
    await showReads();
    await group(/Also read complete/);
    await userEvent.click(screen.getByRole("button", { name: "Hide reads" }));
    await showReads();
    expect(asked).toEqual(["GET /api/month/current", "GET /api/other-reads"]);
  });

  it("shows the month's own reads while the others are under way", async () => {
    server.use(http.get("/api/other-reads", () => delay("infinite")));
    openApp(monthView());
    const list = await showReads();
    expect(within(list).getByRole("status").textContent).toContain("the month does not wait for it");
    expect(within(list).getAllByRole("listitem")).toHaveLength(7);
  });

  it("says that the others could not be checked, and checks again when asked", async () => {
    server.use(
      http.get("/api/other-reads", () => refusal(502, "ehr_unreachable", "The EHR did not answer.")),
    );
    openApp(monthView());
    const list = await showReads();
    const alert = await within(list).findByRole("alert");
    expect(alert.textContent).toContain("That does not hold up the month.");
    others();
    await userEvent.click(within(list).getByRole("button", { name: "Check again" }));
    await group(/Also read complete/);
  });

  it("ends the session when the others are about another patient", async () => {
    others({}, "patient-b");
    openApp(monthView());
    await userEvent.click(await screen.findByRole("button", { name: "Show reads" }));
    await screen.findByText("Stopped: the answer was about another patient");
    expect(pageText()).not.toContain("Patient A");
  });
});

describe("reading again", () => {
  it("reads both waves where both are shown, and says that it is reading", async () => {
    others({ Goal: { count: 2 } });
    openApp(monthView());
    const list = await showReads();
    await within(list).findByText(/^Goal:/);
    others({ Goal: { outcome: "failed", detail: "The EHR did not answer." } });
    server.use(
      http.get("/api/month/current", async () => {
        await delay(1_000);
        return HttpResponse.json(monthView());
      }),
    );
    const again = screen.getByRole("button", { name: "Read again" });
    await userEvent.click(again);
    expect(screen.getByText("Reading the chart")).toBeTruthy();
    expect(again.getAttribute("aria-disabled")).toBe("true");
    await waitFor(() => expect(screen.getByText("All 7 reads complete")).toBeTruthy(), {
      timeout: 5_000,
    });
    expect((await group(/Could not be checked/)).textContent).toContain("Goal: no answer");
  });
});
