import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { asked, browserAround, openApp } from "./dom.tsx";
import { answers, region } from "./month-regions.ts";
import { monthView } from "./month-view.ts";

browserAround();

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
