import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { PanelHead } from "../../server/contract/ways-in.ts";
import { asked, browserAround, openAs, pageText, refusal, server, wentTo } from "./dom.tsx";

browserAround();

const head: PanelHead = {
  user: { name: "RN 1", role: "care manager" },
  practice: "Practice A",
  ehr: "Sandbox EHR",
  idle_minutes: 15,
  notice: null,
  narrowed: [],
  ehr_style: null,
  choose_patient: "/launch?iss=https%3A%2F%2Fehr.example.org%2Ffhir",
};

function openPanel(changes: Partial<PanelHead> = {}) {
  const answer = PanelHead.parse({ ...head, ...changes });
  server.use(
    http.get("/api/panel-head", () => HttpResponse.json(answer)),
    http.get("/api/presence", () => new HttpResponse(null, { status: 204 })),
    http.post("/api/log-off", () => new HttpResponse(null, { status: 204 })),
  );
  openAs("panel");
}

describe("a launch from outside every chart", () => {
  it("says whose practice it is and who is signed in, and asks for nobody's data", async () => {
    openPanel();
    expect(await screen.findByText("Practice A")).toBeTruthy();
    expect(pageText()).toContain("Practice A · RN 1, care manager · Sandbox EHR");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("No patient's chart is open");
    expect(asked).toEqual(["GET /api/panel-head"]);
  });

  it("goes to where the EHR has a patient chosen", async () => {
    openPanel();
    await userEvent.click(await screen.findByRole("button", { name: "Choose a patient in the EHR" }));
    expect(wentTo).toEqual([head.choose_patient]);
  });

  it("names the chart as the only way where the EHR offers no choice", async () => {
    openPanel({ choose_patient: null });
    expect(await screen.findByText(/does not let CareMonth ask for a patient/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Choose a patient/ })).toBeNull();
    expect(pageText()).toContain("Open the patient's chart in the EHR and start CareMonth from there.");
  });

  it("names what this sign-in may not do", async () => {
    openPanel({ narrowed: [{ what: "write Task", means: "The month cannot be recorded from here." }] });
    const card = await screen.findByRole("region", { name: "What this sign-in may not do" });
    expect(card.textContent).toContain("The month cannot be recorded from here.write Task");
  });

  it("logs off", async () => {
    openPanel();
    await screen.findByText("Practice A");
    await userEvent.click(screen.getByRole("button", { name: "Log off" }));
    await screen.findByText("You are logged off");
    expect(pageText()).not.toContain("RN 1");
    expect(pageText()).not.toContain("Patient");
  });

  it("says why nobody is known, and tries again when asked", async () => {
    server.use(http.get("/api/panel-head", () => refusal(502, "ehr_unreachable", "The EHR did not answer.")));
    openAs("panel");
    await screen.findByText("The EHR did not answer.");
    openedAgain();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(pageText()).toContain("Practice A"));
  });

  it("offers no way back to a patient once it locked itself: there was none", async () => {
    server.use(http.get("/api/panel-head", () => refusal(401, "launch_idle")));
    openAs("panel");
    expect((await screen.findByRole("alert")).textContent).toContain("open CareMonth from the EHR again");
    expect(screen.queryByRole("button")).toBeNull();
  });
});

function openedAgain() {
  server.use(http.get("/api/panel-head", () => HttpResponse.json(head)));
}
