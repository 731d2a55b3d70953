import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { type Person, PersonRequest, type PracticeView } from "../../server/contract/index.ts";
import { browserAround, openAs, pageText, refusal, server } from "./dom.tsx";
import {
  administrator,
  bars,
  ehrs,
  iss,
  openPractice,
  person,
  practicesAt,
  practiceView,
  takenAt,
} from "./practice-view.ts";

browserAround();

const path = "/api/practice/people";

async function openPeople(...views: readonly PracticeView[]): Promise<void> {
  await openPractice(...views);
  await userEvent.click(screen.getByRole("tab", { name: "People" }));
}

const rows = () =>
  within(screen.getByRole("table", { name: "People" }))
    .getAllByRole("row")
    .slice(1);
const names = () => rows().map((row) => row.querySelector("strong")?.textContent);

async function openForm(button: string, title = button.replace(":", "")): Promise<HTMLElement> {
  await userEvent.click(screen.getByRole("button", { name: button }));
  return screen.findByRole("dialog", { name: title });
}

const field = (dialog: HTMLElement, name: string) => within(dialog).getByRole("textbox", { name });
const press = (dialog: HTMLElement, name: string) =>
  userEvent.click(within(dialog).getByRole("button", { name }));

/** Takes what is sent as the server would, by the contract. */
const taken = () =>
  takenAt(path, (body) => {
    const { on, fields } = PersonRequest.parse(body);
    return HttpResponse.json(person(7, { ...fields, version: (on?.version ?? 0) + 1 }), { status: 201 });
  });

/** What a field is described by: its hint, and why it was not taken. */
function saidOf(element: HTMLElement): string {
  const ids = element.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

describe("the people of a practice", () => {
  it("are listed with everything that is known of them", async () => {
    const people = [
      administrator,
      person(2, {
        npi: "1234567893",
        employer: "Vendor A",
        works_in_us: false,
        active_to: "2026-12-31",
        accounts: [
          { iss, user: "Practitioner/n-2" },
          { iss: ehrs[1]?.iss ?? "", user: "Practitioner/h-2" },
        ],
      }),
    ];
    await openPeople(practiceView({ people, ehrs: [...ehrs] }));
    const [first, second] = rows().map((row) => row.textContent);
    expect(first).toContain("Administrator 1MDPractitionerWork in the US not known");
    expect(first).toContain("AdministratorFrom Jan 1, 2025");
    expect(second).toContain("Nurse 2RN · NPI 1234567893Clinical staff");
    expect(second).toContain("Works outside the US · employed by Vendor A");
    expect(second).toContain("Practitioner/n-2Sandbox EHRPractitioner/h-2Hospital EHR");
    expect(second).toContain("What the role allowsFrom Jan 1, 2025 to Dec 31, 2026");
  });

  it("stay on the list when they have left, below those who are here", async () => {
    const people = [
      person(1, { active_to: "2026-10-25" }),
      person(2, { active_from: "2026-10-27" }),
      person(3, { active_to: "2026-10-26" }),
    ];
    await openPeople(practiceView({ people }));
    expect(names()).toEqual(["Nurse 3", "Nurse 2", "Nurse 1"]);
    expect(rows()[1]?.textContent).toContain("Not here yet");
    expect(rows()[2]?.textContent).toContain("LeftJan 1, 2025 to Oct 25, 2026");
  });

  it("are shown a page at a time, and found by what is typed", async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      person(at + 1, { name: `Nurse ${String(at + 1).padStart(3, "0")}` }),
    );
    await openPeople(practiceView({ people: many }));
    expect(rows()).toHaveLength(25);
    expect(screen.getByText("1 to 25 of 300 people")).toBeTruthy();
    const previous = screen.getByRole("button", { name: "Previous" });
    expect(previous.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(names()[0]).toBe("Nurse 026");
    await userEvent.type(screen.getByRole("searchbox"), "nurse 29");
    expect(screen.getByText("1 to 13 of 13 people")).toBeTruthy();
    expect(names()).toContain("Nurse 290");
    await userEvent.clear(screen.getByRole("searchbox"));
    await userEvent.type(screen.getByRole("searchbox"), "practitioner/n-17");
    expect(names()).toContain("Nurse 170");
    await userEvent.type(screen.getByRole("searchbox"), "x");
    expect(pageText()).toContain("Nobody on the list fits this.");
  });

  it("are nobody at first, and it says how the first comes", async () => {
    await openPeople(practiceView({ people: [] }));
    expect(pageText()).toContain("Nobody is on the staff list yet");
    expect(screen.queryByRole("table", { name: "People" })).toBeNull();
  });

  it("can be looked at and not changed by others", async () => {
    await openPeople(practiceView({ bars: bars("Only an administrator does this.") }));
    for (const name of ["Add a person", "Change: Administrator 1"]) {
      const button = screen.getByRole("button", { name });
      expect(saidOf(button)).toContain("Only an administrator does this.");
      await userEvent.click(button);
    }
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("are reached from outside every chart as well", async () => {
    const head = {
      user: { name: "Administrator 1, MD", role: "practitioner" },
      practice: "Practice A",
      ehr: "Sandbox EHR",
      idle_minutes: 15,
      notice: null,
      narrowed: [],
      ehr_style: null,
      choose_patient: null,
    };
    server.use(
      http.get("/api/panel-head", () => HttpResponse.json(head)),
      http.get("/api/presence", () => new HttpResponse(null, { status: 204 })),
    );
    practicesAt(practiceView());
    openAs("panel");
    await userEvent.click(await screen.findByRole("button", { name: "Practice" }));
    await userEvent.click(await screen.findByRole("tab", { name: "People" }));
    expect(names()).toEqual(["Administrator 1"]);
    await userEvent.click(screen.getByRole("button", { name: "Start" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("No patient's chart is open");
  });
});

describe("adding a person", () => {
  it("asks for what has to be there, at its field, and sends nothing before", async () => {
    const sent = taken();
    await openPeople(practiceView());
    const dialog = await openForm("Add a person");
    for (const radio of within(
      within(dialog).getByRole("radiogroup", { name: "Their time counts as" }),
    ).getAllByRole("radio"))
      expect(radio).toHaveProperty("checked", false);
    await press(dialog, "Add to the staff list");
    expect(within(dialog).getByRole("alert").textContent).toContain("4 fields above say what is lacking.");
    expect(saidOf(field(dialog, "Name"))).toContain("Write the name.");
    expect(saidOf(field(dialog, "User"))).toContain("such as Practitioner/123");
    expect(sent).toEqual([]);
  });

  it("sends a person with two accounts and only what was said of them", async () => {
    const sent = taken();
    await openPeople(practiceView({ ehrs: [...ehrs] }), practiceView({ people: [administrator, person(7)] }));
    const dialog = await openForm("Add a person");
    await userEvent.type(field(dialog, "Name"), "Nurse 7");
    await userEvent.type(field(dialog, "Credential"), "RN");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Clinical staff" }));
    await press(dialog, "Add an account");
    const [one, two] = within(dialog).getAllByRole("group", { name: /^Account \d/ });
    for (const [line, ehr, user] of [
      [one, "Sandbox EHR", "Practitioner/n-7"],
      [two, "Hospital EHR", "Practitioner/h-7"],
    ] as const) {
      if (!line) throw new Error("an account has no line");
      await userEvent.selectOptions(within(line).getByRole("combobox", { name: "EHR" }), ehr);
      await userEvent.type(within(line).getByRole("textbox", { name: "User" }), user);
    }
    await userEvent.click(within(dialog).getByRole("checkbox", { name: /^Validate/ }));
    await press(dialog, "Add to the staff list");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([
      {
        on: null,
        fields: {
          name: "Nurse 7",
          credential: "RN",
          role: "clinical_staff",
          active_from: "2026-10-26",
          accounts: [
            { iss, user: "Practitioner/n-7" },
            { iss: ehrs[1]?.iss, user: "Practitioner/h-7" },
          ],
          permissions: ["validate"],
        },
      },
    ]);
    expect(screen.getByText("Nurse 7 was added.")).toBeTruthy();
    expect(names()).toContain("Nurse 7");
  });

  it("asks for the kind of a practitioner alone, and leaves it out for others", async () => {
    const sent = taken();
    await openPeople(practiceView({ people: [administrator] }));
    const dialog = await openForm("Change: Administrator 1");
    expect(within(dialog).getByRole("combobox", { name: "Kind of practitioner" })).toHaveProperty(
      "value",
      "MD",
    );
    await userEvent.click(within(dialog).getByRole("radio", { name: /^Not clinical/ }));
    expect(within(dialog).queryByRole("combobox", { name: "Kind of practitioner" })).toBeNull();
    await press(dialog, "Change this person");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(PersonRequest.parse(sent[0]).fields).not.toHaveProperty("practitioner_type");
  });
});

describe("changing a person", () => {
  it("ends somebody who left with a last day, on the version that was seen", async () => {
    const sent = taken();
    await openPeople(practiceView({ people: [person(7, { version: 3 })] }));
    const dialog = await openForm("Change: Nurse 7");
    await userEvent.type(within(dialog).getByLabelText("Last day"), "2026-10-31");
    await press(dialog, "Change this person");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      on: { id: person(7).id, version: 3 },
      fields: { active_to: "2026-10-31" },
    });
    expect(screen.queryByRole("button", { name: /delete|remove/i })).toBeNull();
  });

  it("shows what the server does not take at the field concerned", async () => {
    const words =
      "The request is not written as this address expects it: /fields/npi is no NPI: its check digit does not fit; /fields/active_to is before the first day.";
    server.use(http.post(path, () => refusal(400, "request_invalid", words)));
    await openPeople(practiceView({ people: [person(7)] }));
    const dialog = await openForm("Change: Nurse 7");
    await userEvent.type(field(dialog, "NPI"), "1234567890");
    await press(dialog, "Change this person");
    await within(dialog).findByRole("alert");
    expect(saidOf(field(dialog, "NPI"))).toContain("is no NPI: its check digit does not fit");
    expect(saidOf(within(dialog).getByLabelText("Last day"))).toContain("is before the first day");
    expect(field(dialog, "NPI")).toHaveProperty("value", "1234567890");
  });

  it.each([
    ["account_taken", "One of these accounts belongs to another person of the practice."],
    ["last_administrator", "Nobody would be left who may change settings and people."],
  ])("keeps what was typed when it is refused: %s", async (code, words) => {
    server.use(http.post(path, () => refusal(409, code, words)));
    await openPeople(practiceView({ people: [person(7)] }));
    const dialog = await openForm("Change: Nurse 7");
    await userEvent.type(field(dialog, "Name"), " B");
    await press(dialog, "Change this person");
    expect((await within(dialog).findByRole("alert")).textContent).toContain(words);
    expect(field(dialog, "Name")).toHaveProperty("value", "Nurse 7 B");
    expect(within(dialog).queryByRole("button", { name: "Look again" })).toBeNull();
  });
});

describe("a person whom somebody else changed meanwhile", () => {
  const before = person(7, { version: 1 });

  /** Types a name over `before` while `now` stands on the server, and looks again. */
  async function lookAgain(now: Person): Promise<HTMLElement> {
    server.use(http.post(path, () => refusal(409, "person_changed", "Somebody else changed this person.")));
    const stale = practiceView({ people: [before] });
    await openPeople(stale, practiceView({ people: [now] }));
    const dialog = await openForm("Change: Nurse 7");
    await userEvent.type(field(dialog, "Name"), " B");
    await press(dialog, "Change this person");
    await within(dialog).findByText("What you typed stays in the form.");
    expect(field(dialog, "Name")).toHaveProperty("value", "Nurse 7 B");
    await press(dialog, "Change this person");
    expect(within(dialog).getByText("Look at the person again first.")).toBeTruthy();
    await press(dialog, "Look again");
    await waitFor(() => expect(within(dialog).queryByRole("alert")).toBeNull());
    return dialog;
  }

  it("is shown as they stand now with what was typed, which can then be sent", async () => {
    const now = { ...before, version: 2, credential: "LPN", by: "Administrator 2, RN" };
    const dialog = await lookAgain(now);
    expect(within(dialog).getByRole("status").textContent).toContain(
      "Administrator 2, RN changed this person",
    );
    expect(within(dialog).getByRole("status").textContent).toContain("Changed there: credential.");
    expect(field(dialog, "Credential")).toHaveProperty("value", "LPN");
    const sent = taken();
    await press(dialog, "Change this person");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ on: { version: 2 }, fields: { name: "Nurse 7 B", credential: "LPN" } });
  });

  it("keeps what was typed where both changed the same, and says so", async () => {
    const dialog = await lookAgain({ ...before, version: 2, name: "Nurse Seven" });
    expect(within(dialog).getByRole("status").textContent).toContain("You typed another name");
    expect(field(dialog, "Name")).toHaveProperty("value", "Nurse 7 B");
  });
});
