import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { asked, browserAround, openApp, pageText, refusal, server, wentTo } from "./dom.tsx";
import { monthView } from "./month-view.ts";

browserAround();

const signIn = "https://ehr.example.org/authorize?state=s";

async function endWith(code: string, status = 401) {
  openApp(monthView());
  await screen.findByRole("region", { name: /at a glance/ });
  server.use(http.get("/api/month/current", () => refusal(status, code)));
  await userEvent.click(screen.getByRole("button", { name: "Read again" }));
  await screen.findByRole("alert");
}

const again = () => screen.getByRole("button", { name: "Sign in again" });

describe.each(["ehr_session_ended", "launch_idle"])("after %s", (code) => {
  it("goes to the EHR's sign-in in this same frame, once", async () => {
    server.use(http.post("/api/relaunch", () => HttpResponse.json({ authorize_url: signIn })));
    await endWith(code);
    expect(pageText()).toContain("kept for 7 days, for you and this patient alone");
    expect(pageText()).not.toContain("Patient A");
    await userEvent.click(again());
    await waitFor(() => expect(wentTo).toEqual([signIn]));
    await userEvent.click(again());
    expect(wentTo).toEqual([signIn]);
    expect(asked.filter((one) => one === "POST /api/relaunch")).toHaveLength(1);
  });

  it("says that it is on its way while it asks", async () => {
    server.use(http.post("/api/relaunch", () => delay("infinite")));
    await endWith(code);
    await userEvent.click(again());
    expect(again().getAttribute("aria-disabled")).toBe("true");
    expect(pageText()).toContain("Going to the EHR's sign-in.");
  });
});

describe("where signing in again does not come about", () => {
  it("names the other way where the EHR does not offer it", async () => {
    server.use(http.post("/api/relaunch", () => refusal(409, "relaunch_not_offered")));
    await endWith("ehr_session_ended");
    await userEvent.click(again());
    expect(await screen.findByText("Open CareMonth again from this patient's chart")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Sign in again" })).toBeNull();
    expect(wentTo).toEqual([]);
  });

  it("can be tried again when the EHR did not answer", async () => {
    server.use(
      http.post("/api/relaunch", () => refusal(502, "ehr_unreachable", "The EHR did not answer."), {
        once: true,
      }),
      http.post("/api/relaunch", () => HttpResponse.json({ authorize_url: signIn })),
    );
    await endWith("ehr_session_ended");
    await userEvent.click(again());
    await screen.findByText("The EHR did not answer.");
    await userEvent.click(again());
    await waitFor(() => expect(wentTo).toEqual([signIn]));
  });

  it("ends when the launch itself is over by now", async () => {
    server.use(http.post("/api/relaunch", () => refusal(401, "launch_ended", "This launch has ended.")));
    await endWith("launch_idle");
    await userEvent.click(again());
    await screen.findByText("This launch has ended.");
    expect(screen.queryByRole("button", { name: "Sign in again" })).toBeNull();
  });
});

describe("an end that is final", () => {
  it.each([
    ["other_patient", 401],
    ["other_user", 401],
    ["launch_ended", 401],
    ["patient_mismatch", 409],
    ["no_patient", 409],
  ])("%s offers no way back to this patient", async (code, status) => {
    await endWith(code, status);
    expect(screen.queryByRole("button")).toBeNull();
    expect(pageText()).toMatch(/from the patient's chart again|start CareMonth from there/);
  });

  it("has words of its own for each", async () => {
    const said = new Set<string>();
    for (const code of ["ehr_session_ended", "launch_idle", "launch_ended", "other_patient", "other_user"]) {
      await endWith(code);
      said.add(screen.getByRole("alert").querySelector("strong")?.textContent ?? "");
      document.body.innerHTML = "";
    }
    expect(said.size).toBe(5);
  });
});
