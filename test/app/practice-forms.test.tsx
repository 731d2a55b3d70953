import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import {
  type PracticeView,
  SettingRequest,
  settingDefaults,
  settingForms,
} from "../../server/contract/index.ts";
import { browserAround, refusal, server } from "./dom.tsx";
import { change, openPractice, practiceView, takenAt } from "./practice-view.ts";

browserAround();

const path = "/api/practice/settings";

/** Takes only what the contract's form of the setting takes. */
const taken = () =>
  takenAt(path, (body) => {
    const { key, value } = SettingRequest.parse(body);
    if (value !== null) settingForms[key].parse(value);
    return HttpResponse.json(change(key, value), { status: 201 });
  });

async function openForm(
  label: string,
  in_force: Partial<PracticeView["in_force"]> = {},
): Promise<HTMLElement> {
  await openPractice(practiceView({ in_force: { ...settingDefaults, ...in_force } }));
  await userEvent.click(screen.getByRole("button", { name: `Change: ${label}` }));
  return screen.findByRole("dialog", { name: label });
}

const press = (dialog: HTMLElement, name: string | RegExp) =>
  userEvent.click(within(dialog).getByRole("button", { name }));
const set = (dialog: HTMLElement) => press(dialog, /^Set/);
const box = (dialog: HTMLElement, name: string) => within(dialog).getByRole("textbox", { name });

async function expectSent(sent: readonly unknown[], value: unknown): Promise<void> {
  await waitFor(() => expect(sent).toEqual([expect.objectContaining({ value })]));
}

describe("the form of the price indices", () => {
  it("wants all three, as numbers", async () => {
    const sent = taken();
    const dialog = await openForm("Price indices (GPCI)");
    await userEvent.type(box(dialog, "Work"), "1.009");
    await userEvent.type(box(dialog, "Practice expense"), "1,1");
    await userEvent.type(box(dialog, "Malpractice"), "0.8");
    await set(dialog);
    expect(within(dialog).getByText("Write all three indices as numbers, such as 1.009.")).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.clear(box(dialog, "Practice expense"));
    await userEvent.type(box(dialog, "Practice expense"), "1.1");
    await set(dialog);
    await expectSent(sent, { work: 1.009, pe: 1.1, mp: 0.8 });
  });
});

describe("the form of closed days", () => {
  const closures = [
    { day: "2026-11-26", reason: "Thanksgiving" },
    { day: "2026-12-25", reason: "Christmas" },
  ];

  it("starts with those on the list, and takes more and fewer", async () => {
    const sent = taken();
    const dialog = await openForm("Closed days", { closures });
    await press(dialog, "Remove closed day 1");
    await press(dialog, "Add a day");
    const lines = within(dialog).getAllByRole("group", { name: /^Closed day/ });
    const [, added] = lines;
    if (!added) throw new Error("no line was added");
    expect(lines).toHaveLength(2);
    await userEvent.type(within(added).getByLabelText("Day"), "2027-01-01");
    await set(dialog);
    expect(within(dialog).getByText(/Give closed day 2 its day and its reason/)).toBeTruthy();
    await userEvent.type(within(added).getByLabelText("Reason"), "New Year");
    await set(dialog);
    await expectSent(sent, [closures[1], { day: "2027-01-01", reason: "New Year" }]);
  });

  it("shows a refused day at that day", async () => {
    server.use(http.post(path, () => refusal(422, "setting_invalid", "closures at 1.reason: Too big")));
    const dialog = await openForm("Closed days", { closures });
    const [, second] = within(dialog).getAllByRole("group", { name: /^Closed day/ });
    if (!second) throw new Error("the second day has no line");
    await userEvent.type(within(second).getByLabelText("Reason"), " Day");
    await set(dialog);
    await within(dialog).findByRole("alert");
    const fields = within(dialog).getAllByLabelText("Reason");
    expect(fields.map((one) => one.getAttribute("aria-invalid"))).toEqual([null, "true"]);
    expect(fields[1]).toHaveProperty("value", "Christmas Day");
  });
});

describe("the form of the date of service", () => {
  it("chooses nothing beforehand, and takes payers that want another day", async () => {
    const sent = taken();
    const dialog = await openForm("Date of service");
    for (const radio of within(dialog).getAllByRole("radio")) expect(radio).toHaveProperty("checked", false);
    await userEvent.click(within(dialog).getByRole("radio", { name: "The day the last unit was reached" }));
    await press(dialog, "Add a payer that wants another day");
    await userEvent.type(box(dialog, "Payer"), "Plan A");
    await set(dialog);
    expect(within(dialog).getByText(/Give every payer its name and its day/)).toBeTruthy();
    await userEvent.selectOptions(
      within(dialog).getByRole("combobox", { name: "Date of service" }),
      "The last day of the month",
    );
    await set(dialog);
    await expectSent(sent, { usual: "threshold_day", by_payer: [{ payer: "Plan A", style: "last_day" }] });
  });
});

describe("the form of the words for consent", () => {
  it("takes a review only with name and day, and empties it when the words change", async () => {
    const sent = taken();
    const consent_wording = { en: "We offer it.", reviewed_by: "Counsel A", reviewed_on: "2026-02-01" };
    const dialog = await openForm("Words for consent", { consent_wording });
    expect(box(dialog, "Reviewed by")).toHaveProperty("value", "Counsel A");
    await userEvent.type(box(dialog, "In English"), " You may stop.");
    expect(box(dialog, "Reviewed by")).toHaveProperty("value", "");
    await userEvent.type(box(dialog, "Reviewed by"), "Counsel B");
    await set(dialog);
    expect(within(dialog).getByText("A review has a name and a day, both or neither.")).toBeTruthy();
    await userEvent.type(within(dialog).getByLabelText("Reviewed on"), "2026-10-26");
    await set(dialog);
    await expectSent(sent, {
      en: "We offer it. You may stop.",
      reviewed_by: "Counsel B",
      reviewed_on: "2026-10-26",
    });
  });
});

describe("the form of payers' edits", () => {
  const edit = {
    id: "plan-a-99439",
    payer: "medicare_advantage",
    from: "2026-01",
    codes: ["99439"],
    effect: "block",
    reason: "Plan A does not pay it.",
    source: { document: "Plan A manual", url: null, read: "2026-01-01" },
  };

  /** Types at once, as a person pastes. */
  async function paste(field: HTMLElement, text: string): Promise<void> {
    await userEvent.clear(field);
    await userEvent.click(field);
    await userEvent.paste(text);
  }

  it("says where it is no JSON before anything is sent, then sends it", async () => {
    const sent = taken();
    const dialog = await openForm("Edits of payers");
    const field = box(dialog, "Edits, as JSON");
    await paste(field, JSON.stringify([edit]).slice(0, -1));
    await set(dialog);
    expect(within(dialog).getByText(/^This is not JSON: /)).toBeTruthy();
    expect(sent).toEqual([]);
    await paste(field, JSON.stringify([edit]));
    await set(dialog);
    await expectSent(sent, [edit]);
  });

  it("counts entries as people do where the server refuses one", async () => {
    const words = "payer_edits at 0.codes.1: a code has five digits or capital letters, as in 99490";
    server.use(http.post(path, () => refusal(422, "setting_invalid", words)));
    const dialog = await openForm("Edits of payers");
    const field = box(dialog, "Edits, as JSON");
    const text = JSON.stringify([{ ...edit, codes: ["99439", "9"] }]);
    await paste(field, text);
    await set(dialog);
    expect(
      await within(dialog).findByText(
        "In entry 1, codes, entry 2: a code has five digits or capital letters, as in 99490",
      ),
    ).toBeTruthy();
    expect(field).toHaveProperty("value", text);
  });
});
