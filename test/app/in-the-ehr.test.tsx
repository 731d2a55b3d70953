import { within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { browserAround, openApp, pageText, server } from "./dom.tsx";
import { region } from "./month-regions.ts";
import { delivery, monthView } from "./month-view.ts";

browserAround();

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
