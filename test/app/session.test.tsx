import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it, vi } from "vitest";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { monthView } from "./month-view.ts";

browserAround();
afterEach(() => vi.useRealTimers());

const phi = ["Patient A", "DEMO-0001", "1950", "Consent/cns-21", "RN 1", "38 counted"];

function expectNothingOfTheChart() {
  for (const word of phi) expect(document.documentElement.outerHTML).not.toContain(word);
}

const opened = () => screen.findByRole("region", { name: /at a glance/ });

describe("the end of a session", () => {
  it.each([
    ["ehr_session_ended", "The EHR ended this session"],
    ["launch_idle", "Locked: nobody used this page for a while"],
    ["launch_ended", "This launch has ended"],
    ["other_patient", "Stopped: the EHR went over to another patient"],
    ["other_user", "Stopped: the EHR went over to another user"],
    ["launch_required", "It did not work."],
  ])("on %s leaves nothing of the chart and says how to come back", async (code, title) => {
    openApp(monthView());
    await opened();
    server.use(http.get("/api/month/current", () => refusal(401, code)));
    await userEvent.click(screen.getByRole("button", { name: "Read again" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(title);
    expect(alert.textContent).toMatch(
      /Open CareMonth from the patient's chart again\.|Do this next\.|kept for 7 days/,
    );
    expectNothingOfTheChart();
  });

  it("comes when an answer is about another patient, and shows nothing of either", async () => {
    const other = monthView({ patient: { key: "patient-b", name: "Patient B", mrn: "DEMO-0002" } });
    openApp(monthView(), other);
    await opened();
    await userEvent.click(screen.getByRole("button", { name: "Read again" }));
    expect((await screen.findByRole("alert")).textContent).toContain(
      "Stopped: the answer was about another patient",
    );
    expectNothingOfTheChart();
    expect(pageText()).not.toContain("Patient B");
  });

  it("comes when the server finds that a write names another patient", async () => {
    openApp(monthView());
    await opened();
    server.use(http.post("/api/month/2026-10/preview", () => refusal(409, "patient_mismatch")));
    await userEvent.click(screen.getByRole("button", { name: "Record in the EHR" }));
    await screen.findByText("Stopped: the answer was about another patient");
    expectNothingOfTheChart();
  });

  it("comes when a preview is about another patient", async () => {
    openApp(monthView());
    await opened();
    const preview = {
      id: "p",
      hash: "h",
      patient: "patient-b",
      valid_seconds: 900,
      lines: [],
      writes: [],
    };
    server.use(http.post("/api/month/2026-10/preview", () => HttpResponse.json(preview)));
    await userEvent.click(screen.getByRole("button", { name: "Record in the EHR" }));
    await screen.findByText("Stopped: the answer was about another patient");
    expectNothingOfTheChart();
  });
});

describe("logging off", () => {
  it("tells the server and clears the page", async () => {
    openApp(monthView());
    await opened();
    server.use(http.post("/api/log-off", () => new HttpResponse(null, { status: 204 })));
    await userEvent.click(screen.getByRole("button", { name: "Log off" }));
    await screen.findByText("You are logged off");
    expect(asked).toContain("POST /api/log-off");
    expectNothingOfTheChart();
  });

  it("clears the page even when the server does not answer, and says that the launch may be open still", async () => {
    openApp(monthView());
    await opened();
    server.use(http.post("/api/log-off", () => HttpResponse.error()));
    await userEvent.click(screen.getByRole("button", { name: "Log off" }));
    await screen.findByText("Logged off on this page only");
    expectNothingOfTheChart();
  });
});

describe("the idle lock", () => {
  const locked = "Locked: nobody used this page for a while";

  async function openIdle() {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
    openApp(monthView({ idle_minutes: 2 }));
    await opened();
  }
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));
  const touch = () => act(() => window.dispatchEvent(new Event("pointermove")));

  it("takes everything of the chart off the page when nobody touched it for the practice's idle time", async () => {
    await openIdle();
    pass(119_000);
    expect(pageText()).toContain("Patient A");
    pass(6_000);
    expect(pageText()).toContain(locked);
    expectNothingOfTheChart();
  });

  it("starts over with every touch", async () => {
    await openIdle();
    pass(115_000);
    touch();
    pass(115_000);
    expect(pageText()).toContain("Patient A");
    pass(10_000);
    expect(pageText()).toContain(locked);
  });

  it("counts the time a machine slept: the first touch afterwards locks", async () => {
    await openIdle();
    act(() => vi.setSystemTime(Date.now() + 120_000));
    expect(pageText()).toContain("Patient A");
    touch();
    expect(pageText()).toContain(locked);
    expectNothingOfTheChart();
  });

  it("tells the server at most once a minute that somebody is reading", async () => {
    await openIdle();
    for (let second = 0; second < 150; second += 10) {
      pass(10_000);
      touch();
    }
    await waitFor(() => expect(asked.filter((path) => path === "GET /api/presence")).toHaveLength(2));
  });

  it("asks nothing of the server any more", async () => {
    await openIdle();
    const before = asked.length;
    pass(600_000);
    await waitFor(() => expect(pageText()).toContain(locked));
    expect(asked).toHaveLength(before);
  });
});
