import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { draftsAt } from "./drafts-at.ts";
import { monthView, partialMonth } from "./month-view.ts";

browserAround();
afterEach(() => {
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
});

const place = "attest-2026-10-payer-part-b";
const part_b = "Confirm: Part B in force";

async function openQuestion() {
  await userEvent.click(await screen.findByRole("button", { name: part_b }));
  const dialog = await screen.findByRole("dialog");
  return { dialog, box: within(dialog).getByRole("checkbox") };
}

async function openFresh() {
  openApp(partialMonth(), monthView());
  return openQuestion();
}

describe("what a person has begun and not sent", () => {
  it("is kept on the server under this patient, a moment after the last change", async () => {
    const kept = draftsAt(place);
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    expect(kept.changes).toEqual([]);
    expect(await within(dialog).findByText("Draft", {}, { timeout: 3_000 })).toBeTruthy();
    expect(dialog.textContent).toContain("Draft kept for you, not sent");
    expect(kept.changes).toEqual([{ patient: "patient-a", text: "ticked" }]);
  });

  it("is kept at once when its dialog closes, and is there when it opens again, with its time", async () => {
    const kept = draftsAt(place);
    const { box } = await openFresh();
    await userEvent.click(box);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(kept.changes).toEqual([{ patient: "patient-a", text: "ticked" }]));
    const again = await openQuestion();
    const note = await within(again.dialog).findByText("Restored: you had ticked this, kept Oct 26, 2:10 PM");
    expect(note.closest("[role=status]")?.textContent).toContain("It was not sent. Look at it again");
    expect(again.box).toHaveProperty("checked", false);
    const confirm = within(again.dialog).getByRole("button", { name: part_b });
    expect(confirm.getAttribute("aria-disabled")).toBe("true");
  });

  it("is discarded here and on the server when its writer says so", async () => {
    const kept = draftsAt(place, "ticked");
    const { dialog, box } = await openFresh();
    await userEvent.click(await within(dialog).findByRole("button", { name: "Discard the draft" }));
    expect(box).toHaveProperty("checked", false);
    expect(dialog.textContent).not.toContain("Restored");
    await waitFor(() => expect(kept.changes).toEqual([{ dropped: { patient: "patient-a" } }]));
  });

  it("is dropped once it was confirmed, after the last change and never before", async () => {
    const kept = draftsAt(place);
    server.use(http.post("/api/month/2026-10/attestations", () => new HttpResponse(null, { status: 204 })));
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    await userEvent.click(within(dialog).getByRole("button", { name: part_b }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(kept.changes.at(-1)).toEqual({ dropped: { patient: "patient-a" } }));
    expect(kept.text).toBeNull();
  });

  it("stays when the confirmation is refused", async () => {
    const kept = draftsAt(place);
    server.use(http.post("/api/month/2026-10/attestations", () => refusal(503, "unavailable")));
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    await userEvent.click(within(dialog).getByRole("button", { name: part_b }));
    await within(dialog).findByRole("alert");
    await waitFor(() => expect(kept.text).toBe("ticked"), { timeout: 3_000 });
  });

  it("is sent on when the EHR ends the session with the dialog open", async () => {
    const kept = draftsAt(place);
    server.use(
      http.post("/api/month/2026-10/attestations", () => refusal(401, "ehr_session_ended")),
      http.post("/api/relaunch", () => HttpResponse.error()),
    );
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    await userEvent.click(within(dialog).getByRole("button", { name: part_b }));
    await screen.findByText("The EHR ended this session");
    await waitFor(() => expect(kept.text).toBe("ticked"));
  });
});

describe("a draft that is found", () => {
  it("never replaces what was typed before it came", async () => {
    draftsAt(place);
    server.use(
      http.get(`/api/drafts/${place}`, async () => {
        await delay(300);
        const draft = { text: "ticked", saved: "2026-10-26T18:10:00Z" };
        return HttpResponse.json({ patient: "patient-a", draft });
      }),
    );
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    await userEvent.click(box);
    await new Promise((done) => setTimeout(done, 400));
    expect(box).toHaveProperty("checked", false);
    expect(dialog.textContent).not.toContain("Restored");
  });

  it("about another patient is never shown: the session ends", async () => {
    draftsAt(place, "ticked", "patient-b");
    openApp(partialMonth());
    await userEvent.click(await screen.findByRole("button", { name: part_b }));
    await screen.findByText("Stopped: the answer was about another patient");
    expect(pageText()).not.toContain("Patient A");
    expect(pageText()).not.toContain("Restored");
  });

  it("is not missed silently when it cannot be kept", async () => {
    draftsAt(place);
    server.use(http.put(`/api/drafts/${place}`, () => refusal(503, "unavailable")));
    const { dialog, box } = await openFresh();
    await userEvent.click(box);
    expect(await within(dialog).findByText("Draft not kept", {}, { timeout: 3_000 })).toBeTruthy();
    expect(asked).toContain(`PUT /api/drafts/${place}`);
  });
});
