import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Delivery, MonthView, RecordPreview } from "../../server/contract/index.ts";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { delivery, monthView } from "./month-view.ts";

browserAround();

function previewed(changes: Partial<RecordPreview> = {}) {
  const preview: RecordPreview = {
    id: "preview-1",
    hash: "f00d",
    patient: "patient-a",
    valid_seconds: 900,
    lines: [
      { label: "Documentation supports", value: "99490" },
      { label: "Attested by", value: "RN 1, care manager, 2026-10-26T17:00:00Z" },
      { label: "Attested by", value: "Practitioner 1, practitioner, 2026-10-02" },
    ],
    writes: [
      { interaction: "create", resource: "Task", detail: "The month's finding, as a new Task." },
      { interaction: "none", resource: "CarePlan/x", detail: "This care plan was not made with CareMonth." },
    ],
    ...changes,
  };
  server.use(http.post("/api/month/2026-10/preview", () => HttpResponse.json(preview)));
}

function deliveriesAre(...rounds: readonly Delivery[]) {
  let round = 0;
  server.use(
    http.get("/api/month/2026-10/deliveries", () => {
      const one = rounds[Math.min(round, rounds.length - 1)];
      round += 1;
      return HttpResponse.json({ deliveries: one ? [one] : [] });
    }),
  );
}

async function openDialog(...views: readonly MonthView[]) {
  openApp(...(views.length > 0 ? views : [monthView()]));
  await userEvent.click(await screen.findByRole("button", { name: /^Record (again )?in the EHR$/ }));
  return screen.findByRole("dialog");
}

const panel = () => screen.getByRole("region", { name: "In the EHR" });

describe("recording the month", () => {
  it("shows exactly what would be written and where, with the patient's line, before anything is sent", async () => {
    previewed();
    const dialog = await openDialog();
    await within(dialog).findByText("99490");
    expect(dialog.textContent).toContain("Patient A · born Jan 1, 1950 · 76 y · MRN DEMO-0001");
    expect(dialog.textContent).toContain("RN 1, care manager, Oct 26, 1:00 PM");
    expect(dialog.textContent).toContain("CreateTask The month's finding, as a new Task.");
    expect(dialog.textContent).toContain("Not changedCarePlan/x This care plan was not made with CareMonth.");
    expect(asked).toEqual(["GET /api/month/current", "POST /api/month/2026-10/preview"]);
  });

  it("sends the confirmed preview, says Sending, and In EHR only with a version", async () => {
    previewed();
    const sent: unknown[] = [];
    server.use(
      http.post("/api/month/2026-10/record", async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ deliveries: [delivery({ state: "queued" })] }, { status: 202 });
      }),
    );
    deliveriesAre(
      delivery({ state: "sending" }),
      delivery({ state: "confirmed", reference: "Task/m-1", version: "1" }),
    );
    const held = {
      reference: "Task/m-1",
      version: "1",
      at: "2026-10-26T18:14:31Z",
      readable: true,
      same: true,
    };
    const dialog = await openDialog(monthView(), monthView({ record: { in_ehr: held } }));
    await userEvent.click(await within(dialog).findByRole("button", { name: "Record in the EHR" }));
    await waitFor(() => expect(panel().textContent).toContain("Sending"));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(pageText()).not.toContain("In EHR, version");
    await waitFor(() => expect(panel().textContent).toContain("In EHR, version 1"), { timeout: 6_000 });
    expect(sent).toEqual([{ preview: "preview-1", patient: "patient-a" }]);
    await waitFor(() => expect(asked.filter((one) => one === "GET /api/month/current")).toHaveLength(2));
    expect(within(panel()).getByRole("button", { name: "Record again in the EHR" })).toBeTruthy();
  }, 12_000);

  it("gives the focus back to the button that opened the dialog", async () => {
    previewed();
    const dialog = await openDialog();
    await userEvent.click(await within(dialog).findByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Record in the EHR"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("cannot record a reading that is too old", async () => {
    previewed({ valid_seconds: 1 });
    const dialog = await openDialog();
    await within(dialog).findByRole("button", { name: "Record in the EHR" });
    expect(await within(dialog).findByRole("alert", {}, { timeout: 3_000 })).toBeTruthy();
    expect(within(dialog).queryByRole("button", { name: "Record in the EHR" })).toBeNull();
    await userEvent.click(within(dialog).getByRole("button", { name: "Read again" }));
    await waitFor(() => expect(asked.filter((one) => one.startsWith("GET /api/month/"))).toHaveLength(2));
  });

  it("says why nothing can be previewed", async () => {
    server.use(
      http.post("/api/month/2026-10/preview", () =>
        refusal(403, "not_staff", "You are not on the staff list."),
      ),
    );
    const dialog = await openDialog();
    expect((await within(dialog).findByRole("alert")).textContent).toContain(
      "You are not on the staff list.Do this next.",
    );
  });

  it("does not claim that nothing was sent when the answer to the order was lost", async () => {
    previewed();
    server.use(http.post("/api/month/2026-10/record", () => HttpResponse.error()));
    deliveriesAre(delivery({ state: "unknown" }));
    const dialog = await openDialog();
    await userEvent.click(await within(dialog).findByRole("button", { name: "Record in the EHR" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(
      "Whether it arrived is not known.",
    );
    await waitFor(() => expect(panel().textContent).toContain("Checking"));
  });
});

describe("a write whose answer was lost", () => {
  it("is looked up when asked, and cannot be recorded meanwhile", async () => {
    const unknown = delivery({ id: "d-7", state: "unknown" });
    deliveriesAre(unknown);
    server.use(
      http.post("/api/deliveries/d-7/look-up", async ({ request }) => {
        expect(await request.json()).toEqual({ patient: "patient-a" });
        deliveriesAre(delivery({ id: "d-7", state: "confirmed", version: "1" }));
        return HttpResponse.json({ deliveries: [delivery({ id: "d-7", state: "confirmed", version: "1" })] });
      }),
    );
    const held = {
      reference: "Task/m-1",
      version: "1",
      at: "2026-10-26T18:14:31Z",
      readable: true,
      same: true,
    };
    openApp(monthView({ record: { deliveries: [unknown] } }), monthView({ record: { in_ehr: held } }));
    const record = await screen.findByRole("button", { name: "Record in the EHR" });
    expect(record.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText("Its outcome is being looked up.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Look now" }));
    await waitFor(() => expect(panel().textContent).toContain("In EHR, version 1"));
  });

  it("can be sent now when it waits for the EHR, and says that it is not there yet", async () => {
    const waiting = delivery({
      state: "queued",
      issues: ["The EHR could not be reached. Nothing was sent."],
    });
    const asked: unknown[] = [];
    server.use(
      http.get("/api/month/2026-10/deliveries", () => HttpResponse.json({ deliveries: [waiting] })),
      http.post("/api/deliveries/:id/look-up", async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ deliveries: [{ ...waiting, state: "sending", issues: [] }] });
      }),
    );
    openApp(monthView({ record: { deliveries: [waiting] } }));
    const send = await screen.findByRole("button", { name: "Send now" });
    expect(panel().textContent).toContain("NOT in the EHR");
    await userEvent.click(send);
    await waitFor(() => expect(asked).toEqual([{ patient: "patient-a" }]));
  });
});
