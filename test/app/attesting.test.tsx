import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { asked, browserAround, openApp, refusal, server } from "./dom.tsx";
import { draftsAt } from "./drafts-at.ts";
import { monthView, partialMonth } from "./month-view.ts";

browserAround();

async function openQuestion() {
  draftsAt("attest-2026-10-payer-part-b");
  openApp(partialMonth(), monthView());
  await userEvent.click(await screen.findByRole("button", { name: "Confirm: Part B in force" }));
  return screen.findByRole("dialog");
}

describe("settling a question by a person's word", () => {
  it("states who vouches for what, and ticks nothing beforehand", async () => {
    const dialog = await openQuestion();
    expect(dialog.textContent).toContain("RN 1, care manager states for October 2026:");
    expect(dialog.textContent).toContain("Patient A · born Jan 1, 1950");
    const box = within(dialog).getByRole("checkbox", { name: /^I saw the patient's Medicare card/ });
    expect(box).toHaveProperty("checked", false);
    await userEvent.click(within(dialog).getByRole("button", { name: "Confirm: Part B in force" }));
    expect(within(dialog).getByText("Tick the statement first.")).toBeTruthy();
    expect(asked).toEqual(["GET /api/month/current", "GET /api/drafts/attest-2026-10-payer-part-b"]);
  });

  it("sends the statement and reads the month again", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post("/api/month/2026-10/attestations", async ({ request }) => {
        sent.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const dialog = await openQuestion();
    await userEvent.click(within(dialog).getByRole("checkbox"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Confirm: Part B in force" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([{ pointer: "/payer/part_b", patient: "patient-a" }]);
    expect(await screen.findByText("Ready")).toBeTruthy();
    const stated = screen.getByText("Stated by a person").parentElement;
    expect(stated?.textContent).toContain("RN 1, care manager, Oct 26, 1:00 PM");
  });

  it("takes a statement back, and the question is open again", async () => {
    const sent: unknown[] = [];
    const [question] = partialMonth().questions;
    const answered = { by: "RN 1", role: "care manager", on: "2026-10-26T17:00:00Z" };
    openApp(monthView({ questions: question ? [{ ...question, answered }] : [] }), partialMonth());
    server.use(
      http.post("/api/month/2026-10/attestations", async ({ request }) => {
        sent.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await userEvent.click(await screen.findByRole("button", { name: /^Take back the answer to:.*Part B/ }));
    expect(sent).toEqual([{ pointer: "/payer/part_b", patient: "patient-a", withdraw: true }]);
    expect(await screen.findByRole("button", { name: "Confirm: Part B in force" })).toBeTruthy();
    expect(screen.queryByText("Stated by a person")).toBeNull();
  });

  it("keeps the dialog open and says why when it is refused", async () => {
    server.use(
      http.post("/api/month/2026-10/attestations", () =>
        refusal(403, "not_staff", "You are not on the staff list."),
      ),
    );
    const dialog = await openQuestion();
    await userEvent.click(within(dialog).getByRole("checkbox"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Confirm: Part B in force" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(
      "You are not on the staff list.",
    );
  });
});

describe("help and keys", () => {
  it("opens the sheet with ?, closes it with Escape, and can be switched off", async () => {
    openApp(monthView());
    await screen.findByRole("table", { name: "Code ladder" });
    await userEvent.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard" });
    await userEvent.click(within(sheet).getByRole("checkbox", { name: /Keys without Ctrl/ }));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.keyboard("?");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("explains the screen and gives the focus back", async () => {
    openApp(monthView());
    const help = await screen.findByRole("button", { name: "Help and keyboard shortcuts" });
    await userEvent.click(help);
    const dialog = await screen.findByRole("dialog", { name: "Help: Month" });
    expect(within(dialog).getByText("Not known")).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(help));
  });

  it("offers the way past the strip first", async () => {
    openApp(monthView());
    await screen.findByRole("table", { name: "Code ladder" });
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe("Skip to content");
    expect(document.activeElement?.getAttribute("href")).toBe("#main");
  });
});
