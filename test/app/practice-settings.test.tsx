import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { settingDefaults } from "../../server/contract/index.ts";
import { asked, browserAround, openApp, pageText, refusal, server } from "./dom.tsx";
import { monthView } from "./month-view.ts";
import {
  administrator,
  bars,
  change,
  openPractice,
  person,
  practicesAt,
  practiceView,
  takenAt,
} from "./practice-view.ts";

browserAround();

const path = "/api/practice/settings";

/** The row of a setting. */
function row(label: string): HTMLElement {
  const found = screen.getByRole("heading", { level: 3, name: label }).closest("li");
  if (!found) throw new Error(`no row for ${label}`);
  return found;
}

const changeButton = (label: string) => screen.getByRole("button", { name: `Change: ${label}` });

async function openForm(label: string): Promise<HTMLElement> {
  await userEvent.click(changeButton(label));
  return screen.findByRole("dialog", { name: label });
}

const taken = (key: Parameters<typeof change>[0], value: Parameters<typeof change>[1]) =>
  takenAt(path, () => HttpResponse.json(change(key, value, { from: "2026-10-26" }), { status: 201 }));

describe("the practice's settings", () => {
  it("open from the month and lead back to it, without another reading of the chart", async () => {
    await openPractice(practiceView());
    expect(screen.queryByRole("table", { name: "Code ladder" })).toBeNull();
    expect(pageText()).toContain("Patient A");
    await userEvent.click(screen.getByRole("button", { name: "Month" }));
    expect(await screen.findByRole("table", { name: "Code ladder" })).toBeTruthy();
    expect(screen.queryByRole("heading", { level: 1, name: "Practice A" })).toBeNull();
    expect(asked).toEqual(["GET /api/month/current", "GET /api/practice"]);
  });

  it("say what holds, since when and by whom, and the default", async () => {
    const changes = [change("lock_minutes", 5, { from: "2026-03-01", by: "Administrator 1, MD" })];
    await openPractice(practiceView({ in_force: { ...settingDefaults, lock_minutes: 5 }, changes }));
    expect(row("Lock after").textContent).toContain(
      "5 minutesSince Mar 1, 2026, by Administrator 1, MD. Default: 15 minutes.",
    );
    expect(row("Timer asks after").textContent).toContain(
      "30 minutesNobody has set it. Default: 30 minutes.",
    );
  });

  it("say not known where nobody set anything and nothing stands by default", async () => {
    await openPractice(practiceView());
    expect(row("24/7 access to a clinician with the record").textContent).toContain(
      "Not knownNobody has set it. It has no default.",
    );
    expect(screen.getByText("Nobody has set anything yet")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^History/ })).toBeNull();
  });

  it("own up to what this release does not go by yet", async () => {
    await openPractice(practiceView());
    const words = "This release keeps it and does not go by it yet.";
    expect(row("Date of service").textContent).toContain(words);
    expect(row("Place of service").textContent).not.toContain(words);
  });

  it("keep every decision in sight: to come, in force, earlier, and replaced", async () => {
    const changes = [
      change("pos", "22", { from: "2026-01-01" }),
      change("pos", "19", { from: "2026-05-01" }),
      change("pos", "11", { from: "2026-05-01", by: "Administrator 2, RN" }),
      change("pos", null, { from: "2027-01-01" }),
    ];
    await openPractice(practiceView({ in_force: { ...settingDefaults, pos: "11" }, changes }));
    expect(row("Place of service").textContent).toContain("From Jan 1, 2027: Not known");
    await userEvent.click(screen.getByRole("button", { name: "History of 4 decisions: Place of service" }));
    const list = screen.getByRole("list", { name: "Decisions on: Place of service" });
    const lines = [...list.children].map(({ textContent }) => textContent);
    expect(lines.map((line) => line?.replace(/Decided.*/, ""))).toEqual([
      "From Jan 1, 2027 · To comeNot known",
      "From May 1, 2026 · In force11",
      "From May 1, 2026 · Replaced by a later decision for the same day19",
      "From Jan 1, 2026 · Earlier22",
    ]);
    expect(lines[1]).toContain("Decided by Administrator 2, RN, Jan 5, 2026, 10:00 AM");
  });
});

describe("changing a setting", () => {
  it("chooses nothing beforehand, sends the answer with its day, and shows what then holds", async () => {
    const sent = taken("access_24_7", true);
    const after = practiceView({
      in_force: { ...settingDefaults, access_24_7: true },
      changes: [change("access_24_7", true, { from: "2026-10-26" })],
    });
    await openPractice(practiceView(), after);
    const label = "24/7 access to a clinician with the record";
    const dialog = await openForm(label);
    for (const radio of within(dialog).getAllByRole("radio")) expect(radio).toHaveProperty("checked", false);
    expect(within(dialog).getByLabelText("From")).toHaveProperty("value", "2026-10-26");
    const set = within(dialog).getByRole("button", { name: "Set from Oct 26, 2026" });
    await userEvent.click(set);
    expect(within(dialog).getByText("Nothing is chosen or typed yet.")).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Yes" }));
    await userEvent.click(set);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([{ key: "access_24_7", value: true, from: "2026-10-26", seen: 0 }]);
    expect(row(label).textContent).toContain("YesSince Oct 26, 2026, by Administrator 1, MD.");
    expect(within(row(label)).getByRole("status").textContent).toContain("it holds from Oct 26, 2026");
    await waitFor(() => expect(document.activeElement).toBe(changeButton(label)));
  });

  it("has the month read again once somebody goes back to it: it stands on the settings", async () => {
    taken("access_24_7", false);
    await openPractice(practiceView());
    const dialog = await openForm("24/7 access to a clinician with the record");
    await userEvent.click(within(dialog).getByRole("radio", { name: "No" }));
    await userEvent.click(within(dialog).getByRole("button", { name: /^Set from/ }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.filter((call) => call.includes("/month/"))).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Month" }));
    await waitFor(() => expect(asked.filter((call) => call.includes("/month/"))).toHaveLength(2));
  });

  it("takes an answer back to not known with null", async () => {
    const sent = taken("certified_ehr", null);
    await openPractice(practiceView({ in_force: { ...settingDefaults, certified_ehr: true } }));
    const dialog = await openForm("Certified EHR in use");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Not known" }));
    await userEvent.click(within(dialog).getByRole("button", { name: /^Set from/ }));
    await waitFor(() =>
      expect(sent).toEqual([{ key: "certified_ehr", value: null, from: "2026-10-26", seen: 0 }]),
    );
  });

  it("takes a written value back the same way, and keeps what was typed in case", async () => {
    const sent = taken("tin", null);
    await openPractice(practiceView({ in_force: { ...settingDefaults, tin: "123456789" } }));
    const dialog = await openForm("TIN");
    const back = within(dialog).getByRole("checkbox", { name: "Not known from this day on" });
    await userEvent.click(back);
    expect(within(dialog).queryByRole("textbox", { name: "TIN" })).toBeNull();
    await userEvent.click(back);
    expect(within(dialog).getByRole("textbox", { name: "TIN" })).toHaveProperty("value", "123456789");
    await userEvent.click(back);
    await userEvent.click(within(dialog).getByRole("button", { name: /^Set from/ }));
    await waitFor(() => expect(sent).toEqual([{ key: "tin", value: null, from: "2026-10-26", seen: 0 }]));
  });

  it("shows what the server says of it at the field, and loses nothing that was typed", async () => {
    server.use(
      http.post(path, () => refusal(422, "setting_invalid", "npi: is no NPI: its check digit does not fit.")),
    );
    await openPractice(practiceView());
    const dialog = await openForm("NPI of the practice");
    const field = within(dialog).getByRole("textbox", { name: "NPI of the practice" });
    await userEvent.type(field, "1234567890");
    await userEvent.click(within(dialog).getByRole("button", { name: /^Set from/ }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(
      "NPI of the practice: is no NPI: its check digit does not fit.Do this next.",
    );
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = field.getAttribute("aria-describedby")?.split(" ") ?? [];
    const words = described.map((id) => document.getElementById(id)?.textContent);
    expect(words).toContain("is no NPI: its check digit does not fit.");
    expect(field).toHaveProperty("value", "1234567890");
    const sent = taken("npi", "1234567893");
    await userEvent.type(field, "{Backspace}3");
    expect(within(dialog).queryByRole("alert")).toBeNull();
    await userEvent.click(within(dialog).getByRole("button", { name: /^Set from/ }));
    await waitFor(() =>
      expect(sent).toEqual([{ key: "npi", value: "1234567893", from: "2026-10-26", seen: 0 }]),
    );
  });

  it("says that it is under way, and sends it once", async () => {
    let answer = () => {};
    const sent: unknown[] = [];
    server.use(
      http.post(path, async ({ request }) => {
        sent.push(await request.json());
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return HttpResponse.json(change("pos", "11"), { status: 201 });
      }),
    );
    await openPractice(practiceView());
    const dialog = await openForm("Place of service");
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Place of service" }), "11");
    const set = within(dialog).getByRole("button", { name: /^Set from/ });
    await userEvent.click(set);
    expect(await within(dialog).findByText("Handing it over.")).toBeTruthy();
    await userEvent.click(set);
    await waitFor(() => expect(sent).toHaveLength(1));
    answer();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toHaveLength(1);
  });

  it("wants a number in figures, and a day", async () => {
    const sent = taken("lock_minutes", 10);
    await openPractice(practiceView());
    const dialog = await openForm("Lock after");
    const field = within(dialog).getByRole("textbox", { name: "Lock after, in minutes" });
    await userEvent.clear(field);
    await userEvent.type(field, "ten");
    expect(within(dialog).getByText("Write a number in figures.")).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, "10");
    await userEvent.clear(within(dialog).getByLabelText("From"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Set" }));
    expect(within(dialog).getByText("Say from which day.")).toBeTruthy();
    await userEvent.type(within(dialog).getByLabelText("From"), "2026-11-01");
    await userEvent.click(within(dialog).getByRole("button", { name: "Set from Nov 1, 2026" }));
    await waitFor(() =>
      expect(sent).toEqual([{ key: "lock_minutes", value: 10, from: "2026-11-01", seen: 0 }]),
    );
  });

  it("can be done with the keys alone", async () => {
    const sent = taken("one_person_exception", true);
    await openPractice(practiceView());
    changeButton("One person may log and validate").focus();
    await userEvent.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "One person may log and validate" });
    within(dialog).getByRole("radio", { name: "Yes" }).focus();
    await userEvent.keyboard(" ");
    await userEvent.tab();
    expect(document.activeElement).toBe(within(dialog).getByLabelText("From"));
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(sent).toHaveLength(1));
  });
});

describe("a setting that somebody else changed meanwhile", () => {
  const first = change("pos", "11", { from: "2026-01-01" });
  const other = change("pos", "19", { from: "2026-10-01", by: "Administrator 2, RN" });
  const before = practiceView({ in_force: { ...settingDefaults, pos: "11" }, changes: [first] });
  const now = practiceView({
    in_force: { ...settingDefaults, pos: "19" },
    changes: [first, change("tin", "123456789"), other],
  });
  const field = (dialog: HTMLElement) => within(dialog).getByRole("textbox", { name: "Place of service" });
  const press = (dialog: HTMLElement, name: string | RegExp) =>
    userEvent.click(within(dialog).getByRole("button", { name }));

  async function refused(): Promise<HTMLElement> {
    server.use(http.post(path, () => refusal(409, "setting_changed", "Somebody else changed this setting.")));
    await openPractice(before, now);
    const dialog = await openForm("Place of service");
    await userEvent.clear(field(dialog));
    await userEvent.type(field(dialog), "22");
    await press(dialog, /^Set from/);
    await within(dialog).findByText("What you typed stays in the form.");
    return dialog;
  }

  it("keeps what was typed and sends nothing more before somebody looked again", async () => {
    const dialog = await refused();
    const sent = taken("pos", "22");
    await userEvent.type(field(dialog), "{Backspace}4");
    await press(dialog, /^Set from/);
    expect(within(dialog).getByText("Look at the setting again first.")).toBeTruthy();
    expect(within(dialog).getByRole("alert")).toBeTruthy();
    expect(field(dialog)).toHaveProperty("value", "24");
    expect(sent).toEqual([]);
  });

  it("shows who decided what and what holds now, and then takes what was typed", async () => {
    const dialog = await refused();
    await press(dialog, "Look again");
    await waitFor(() => expect(within(dialog).queryByRole("alert")).toBeNull());
    expect(dialog.textContent).toContain(
      "Administrator 2, RN, Jan 5, 2026, 10:00 AM: from Oct 1, 2026: 19Yours stands in the form.",
    );
    expect(dialog.textContent).not.toContain("Administrator 1, MD");
    expect(dialog.textContent).toContain("Today: 19.");
    expect(field(dialog)).toHaveProperty("value", "22");
    const sent = taken("pos", "22");
    await press(dialog, /^Set from/);
    await waitFor(() => expect(sent).toEqual([{ key: "pos", value: "22", from: "2026-10-26", seen: 2 }]));
  });

  it("says so where looking again fails, and stays with what was typed", async () => {
    const dialog = await refused();
    server.use(http.get("/api/practice", () => refusal(503, "unavailable", "CareMonth cannot answer.")));
    await press(dialog, "Look again");
    await waitFor(() => expect(dialog.textContent).toContain("CareMonth cannot answer."));
    expect(field(dialog)).toHaveProperty("value", "22");
  });
});

describe("a setting that is decided for a later day already", () => {
  const changes = [
    change("pos", "22", { from: "2026-12-01" }),
    change("pos", "19", { from: "2026-11-15" }),
    change("pos", "11", { from: "2026-11-15" }),
    change("tin", "123456789", { from: "2026-11-01" }),
  ];

  it.each([
    [
      "the day before the next",
      "2026-11-14",
      "From Nov 15, 2026 on, what was decided for that day holds in its place: 11.",
    ],
    [
      "the day of the next",
      "2026-11-15",
      "From Dec 1, 2026 on, what was decided for that day holds in its place: 22.",
    ],
    ["the day of the last", "2026-12-01", null],
    ["after the last", "2026-12-02", null],
  ])("is said to hold in its place from its day on, chosen %s", async (_, from, words) => {
    await openPractice(practiceView({ changes }));
    const dialog = await openForm("Place of service");
    expect(dialog.textContent).toContain("From Nov 15, 2026 on");
    await userEvent.clear(within(dialog).getByLabelText("From"));
    expect(dialog.textContent).not.toContain("in its place");
    await userEvent.type(within(dialog).getByLabelText("From"), from);
    if (words === null) expect(dialog.textContent).not.toContain("in its place");
    else expect(dialog.textContent).toContain(words);
  });
});

describe("who may not change settings", () => {
  const only = "Only an administrator does this. Ask an administrator of your practice.";

  it("looks, and is told why and whom to ask", async () => {
    const left = person(2, {
      name: "Administrator 2",
      permissions: ["administrator"],
      active_to: "2026-10-25",
    });
    await openPractice(practiceView({ bars: bars(only), people: [administrator, left] }));
    const button = changeButton("TIN");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent;
    expect(reason).toContain(only);
    expect(reason).toContain("Administrator: Administrator 1, MD.");
    expect(reason).toContain("You are signed in at Sandbox EHR as Practitioner/rn-1.");
    await userEvent.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is told who makes an administrator where there is none", async () => {
    await openPractice(
      practiceView({ bars: bars("You are not on this practice's staff list."), people: [], member: false }),
    );
    expect(pageText()).toContain("You are not on this practice's staff list.");
    expect(pageText()).toContain("Nobody is an administrator today.");
  });

  it("sees none of it who is not on the staff list: only why, whom to ask and their own account", async () => {
    const words = "You are not on this practice's staff list. Ask an administrator to add you.";
    const outside = { bars: bars(words), member: false, in_force: {}, changes: [] };
    await openPractice(practiceView({ ...outside, people: [{ ...administrator, accounts: [] }] }));
    for (const said of [words, "Administrator: Administrator 1, MD.", "as Practitioner/rn-1."])
      expect(pageText()).toContain(said);
    for (const role of ["table", "tab", "textbox", "listitem"])
      expect(within(screen.getByRole("main")).queryByRole(role)).toBeNull();
    expect(pageText()).not.toContain("look at everything");
    expect(screen.queryByRole("heading", { name: "TIN" })).toBeNull();
    expect(screen.queryByText("Nobody has set anything yet")).toBeNull();
  });
});

describe("a practice that cannot be shown", () => {
  it("says so while it is looked up", async () => {
    server.use(http.get("/api/practice", () => new Promise<Response>(() => undefined)));
    openApp(monthView());
    await userEvent.click(await screen.findByRole("button", { name: "Practice" }));
    expect(await screen.findByRole("status", { name: "Looking up the practice" })).toBeTruthy();
  });

  it("says why it failed, and tries again when asked", async () => {
    server.use(http.get("/api/practice", () => refusal(503, "unavailable", "CareMonth cannot answer.")));
    openApp(monthView());
    await userEvent.click(await screen.findByRole("button", { name: "Practice" }));
    expect((await screen.findByRole("alert")).textContent).toContain("CareMonth cannot answer.");
    practicesAt(practiceView());
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Practice A" })).toBeTruthy();
  });

  it("keeps what was seen before where looking again fails", async () => {
    await openPractice(practiceView());
    server.use(http.get("/api/practice", () => refusal(503, "unavailable", "CareMonth cannot answer.")));
    await userEvent.click(screen.getByRole("button", { name: "Look again" }));
    expect((await screen.findByRole("alert")).textContent).toContain("What stands below was seen before.");
    expect(row("TIN")).toBeTruthy();
  });

  it("leaves nothing of it on the page when the session ends", async () => {
    await openPractice(practiceView());
    server.use(http.get("/api/practice", () => refusal(401, "launch_idle")));
    await userEvent.click(screen.getByRole("button", { name: "Look again" }));
    await screen.findByText("Locked: nobody used this page for a while");
    expect(pageText()).not.toContain("Practice A");
  });

  it("has help of its own", async () => {
    await openPractice(practiceView());
    await userEvent.click(screen.getByRole("button", { name: "Help and keyboard shortcuts" }));
    const dialog = await screen.findByRole("dialog", { name: "Help: Practice" });
    expect(dialog.textContent).toContain("Each holds from a day on");
  });
});
