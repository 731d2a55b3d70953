import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, http } from "msw";
import { describe, expect, it } from "vitest";
import type { EhrStyle } from "../../server/contract/ways-in.ts";
import { browserAround, openApp, pageText, server } from "./dom.tsx";
import { monthView } from "./month-view.ts";

browserAround();

const strip = () => screen.findByRole("region", { name: "Patient" });
const opened = () => screen.findByRole("region", { name: /at a glance/ });

describe("the patient's line", () => {
  it.each([
    ["two hundred letters", "Ana".repeat(66)],
    ["right to left", "מרים לדוגמה \u202e1950"],
    ["emoji and joined signs", "Zoë 👩🏽‍⚕️ O'Example"],
  ])("shows a name of %s whole and apart from what follows", async (_, name) => {
    openApp(monthView({ need_patient_banner: true, patient: { name } }));
    await opened();
    const line = await strip();
    expect(line.querySelector("bdi")?.textContent).toBe(name);
    expect([...line.querySelectorAll("bdi")].map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(["born Jan 1, 1950", "76 y", "female", "MRN DEMO-0001"]),
    );
  });

  it("is a banner where the EHR draws none, and quiet where it does", async () => {
    openApp(monthView({ need_patient_banner: true }));
    await opened();
    expect((await strip()).classList.contains("banner")).toBe(true);
  });

  it("stands with the sex in the dialog that writes where there is no other banner", async () => {
    server.use(http.post("/api/month/2026-10/preview", () => delay("infinite")));
    openApp(monthView({ need_patient_banner: true }));
    await userEvent.click(await screen.findByRole("button", { name: "Record in the EHR" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Patient A · born Jan 1, 1950 · 76 y · female · MRN DEMO-0001");
  });
});

describe("whose record it is", () => {
  const replaced = {
    kind: "replaced" as const,
    message: "This record was replaced by another one.",
    advice: "Open the chart of the record that took its place.",
  };

  it("is said first in plain words, with what it blocks", async () => {
    openApp(monthView({ identity_notice: { ...replaced, blocks: true } }));
    await opened();
    const note = screen.getByText(replaced.message).closest(".note");
    expect(note?.textContent).toContain(replaced.advice);
    expect(note?.textContent).toContain("No code of this month is ready while this is so.");
    const glance = screen.getByRole("region", { name: /at a glance/ });
    expect(note?.compareDocumentPosition(glance)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("does not claim to block where it does not", async () => {
    openApp(monthView({ identity_notice: { ...replaced, kind: "split", blocks: false } }));
    await opened();
    expect(pageText()).toContain(replaced.message);
    expect(pageText()).not.toContain("No code of this month is ready");
  });

  it("says that the patient died and which codes that blocks", async () => {
    const blocked = ["99490", "99439"].map((code) => ({
      code,
      reason: "deceased_before_service",
      detail: "",
    }));
    openApp(monthView({ patient: { deceased: "2026-09-12" }, readiness: { codes: [], blocked } }));
    await opened();
    const note = screen.getByText("The EHR records that this patient died: Sep 12, 2026").closest(".note");
    expect(note?.textContent).toContain("Blocks 99490 and 99439 this month.");
  });
});

describe("rights that were not given", () => {
  it("are named with what each means, and the button that needs one says why it cannot be used", async () => {
    const narrowed = [
      { what: "write Task", means: "The month and its time cannot be recorded in the EHR from here." },
      { what: "read Coverage", means: "CareMonth cannot see insurance: not known." },
    ];
    const record = { channel: "export" as const, reason: "This sign-in may not write Task." };
    openApp(monthView({ narrowed, record }));
    await opened();
    const card = screen.getByRole("region", { name: "What this sign-in may not do" });
    expect(
      within(card)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual(narrowed.map(({ what, means }) => `${means}${what}`));
    const button = screen.getByRole("button", { name: "Record in the EHR" });
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(reason?.textContent).toBe("This sign-in may not write Task.");
  });

  it("are not mentioned where none is missing", async () => {
    openApp(monthView());
    await opened();
    expect(screen.queryByRole("region", { name: "What this sign-in may not do" })).toBeNull();
  });
});

describe("the EHR's looks", () => {
  it("colour links and buttons while the chart is shown, and no longer", async () => {
    const ehr_style: EhrStyle = {
      color_background: null,
      color_error: null,
      color_highlight: "#1f6f8b",
      color_modal_backdrop: null,
      color_success: null,
      color_text: null,
      dim_border_radius: null,
      dim_font_size: null,
      dim_spacing_size: null,
    };
    const { unmount } = openApp(monthView({ ehr_style }));
    await opened();
    const accent = () => document.documentElement.style.getPropertyValue("--accent");
    expect(accent()).toBe("rgb(31, 111, 139)");
    unmount();
    expect(accent()).toBe("");
  });
});
