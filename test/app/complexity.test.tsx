import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { missingOf } from "../../app/month/missing.ts";
import type { ComplexityStatement, MonthView } from "../../server/contract/index.ts";
import { asked, browserAround, openApp, refusal, server } from "./dom.tsx";
import { draftsAt } from "./drafts-at.ts";
import { complexity, familyMonth, worked } from "./family-month.ts";

browserAround();

const asks = "What was the medical decision making of this month?";
const open = "State decision complexity";
const place = "attest-2026-05-mdm";
const path = "/api/month/2026-05/decision-complexity";
const only = "Only Practitioner 1, who bills this month, can state it, in their own launch.";
const entries = [worked(12, 62)];

type Question = MonthView["decision_complexity"];

/** A month of so much work in which nobody has answered, seen by the one who may. */
function unanswered(question: Partial<Question> = {}, work = entries): MonthView {
  const view = familyMonth({ ...complexity.unknown, entries: work });
  const user = { name: "Practitioner 1", role: "practitioner" };
  return {
    ...view,
    user,
    decision_complexity: { ...view.decision_complexity, blocked_by: null, ...question },
  };
}

const said = (answer: ComplexityStatement["answer"], on: string): ComplexityStatement => ({
  by: "Practitioner 1",
  role: "practitioner",
  on,
  person: "Practitioner/pr-1",
  answer,
});

/** The same month once it was answered. */
function answered(question: Partial<Question> = {}): MonthView {
  const view = familyMonth({ ...complexity.moderate, entries });
  const word = said("moderate", "2026-05-20T17:00:00Z");
  return {
    ...view,
    decision_complexity: { ...view.decision_complexity, blocked_by: null, answered: word, ...question },
  };
}

function answersAt(status = 204): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.post(path, async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status });
    }),
  );
  return sent;
}

async function openDialog(...views: readonly MonthView[]) {
  draftsAt(place);
  openApp(...views);
  await userEvent.click(await screen.findByRole("button", { name: open }));
  return screen.findByRole("dialog", { name: asks });
}

const titles = (view: MonthView) => missingOf(view).map(({ title }) => title);

describe("the question of decision complexity", () => {
  it("is open once something could stand on it, and to whoever may answer at any time", () => {
    const others = { blocked_by: only };
    const few = [worked(12, 15)];
    expect(titles(unanswered(others))).toContain(asks);
    expect(titles(unanswered(others, [worked(12, 20)]))).toContain(asks);
    expect(titles(unanswered(others, few))).not.toContain(asks);
    expect(titles(unanswered({}, few))).toContain(asks);
    expect(titles(answered())).not.toContain(asks);
  });

  it("takes the place of the bare fact, so that it is said once", () => {
    const about = (view: MonthView) =>
      missingOf(view).filter(({ title, facts }) => /decision/i.test(`${title} ${facts.join(" ")}`));
    expect(about(unanswered({ blocked_by: only }))).toHaveLength(1);
    const unknown = said("not_known", "2026-05-20T17:00:00Z");
    expect(about(unanswered({ answered: unknown })).map(({ title }) => title)).toEqual([
      "Not known, and asked only for 99487 and 99489",
    ]);
  });

  it("cannot be answered by others, who are told who is asked", async () => {
    openApp(unanswered({ blocked_by: only }));
    const button = await screen.findByRole("button", { name: open });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(reason?.textContent).toBe(only);
    expect(button.closest("li")?.textContent).toContain("Asked of Practitioner 1.");
    button.focus();
    await userEvent.keyboard("{Enter}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(asked).toEqual(["GET /api/month/current"]);
  });
});

describe("answering it", () => {
  it("chooses nothing and ticks nothing beforehand, and sends nothing half said", async () => {
    const dialog = await openDialog(unanswered());
    expect(dialog.textContent).toContain("Practitioner 1, practitioner states for May 2026:");
    expect(dialog.textContent).toContain("Patient A · born Jan 1, 1950");
    const radios = within(dialog).getAllByRole("radio");
    expect(radios).toHaveLength(5);
    for (const radio of radios) expect(radio).toHaveProperty("checked", false);
    await userEvent.click(within(dialog).getByRole("button", { name: open }));
    expect(within(dialog).getByText("Choose an answer first.")).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Moderate complexity" }));
    expect(within(dialog).getByRole("checkbox")).toHaveProperty("checked", false);
    await userEvent.click(within(dialog).getByRole("button", { name: "State: Moderate complexity" }));
    expect(within(dialog).getByText("Tick the statement first.")).toBeTruthy();
    expect(asked.filter((call) => call.includes("decision-complexity"))).toEqual([]);
  });

  it("can be done with the keys alone, and reads the month again", async () => {
    const sent = answersAt();
    draftsAt(place);
    openApp(unanswered(), answered());
    (await screen.findByRole("button", { name: open })).focus();
    await userEvent.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: asks });
    within(dialog).getByRole("radio", { name: "Moderate complexity" }).focus();
    await userEvent.keyboard(" ");
    expect(within(dialog).getByRole("radio", { name: "Moderate complexity" })).toHaveProperty(
      "checked",
      true,
    );
    await userEvent.tab();
    await userEvent.keyboard(" ");
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([{ answer: "moderate", patient: "patient-a" }]);
    const stated = (await screen.findByText("Stated by a person")).parentElement;
    expect(stated?.textContent).toContain("Moderate complexity");
    expect(stated?.textContent).toContain("Practitioner 1, practitioner, May 20, 1:00 PM");
  });

  it("asks for the statement anew when another level is chosen", async () => {
    const sent = answersAt();
    const dialog = await openDialog(unanswered());
    await userEvent.click(within(dialog).getByRole("radio", { name: "Moderate complexity" }));
    await userEvent.click(within(dialog).getByRole("checkbox"));
    await userEvent.click(within(dialog).getByRole("radio", { name: "High complexity" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "State: High complexity" }));
    expect(within(dialog).getByRole("checkbox")).toHaveProperty("checked", false);
    expect(sent).toEqual([]);
  });

  it("takes not known for an answer of its own, with nothing to tick", async () => {
    const sent = answersAt();
    const dialog = await openDialog(unanswered(), unanswered({ answered: said("not_known", "2026-05-20") }));
    await userEvent.click(within(dialog).getByRole("radio", { name: "Not known" }));
    expect(within(dialog).queryByRole("checkbox")).toBeNull();
    await userEvent.click(within(dialog).getByRole("button", { name: "State: Not known" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([{ answer: "not_known", patient: "patient-a" }]);
  });

  it("tells of an answer that was not sent, and does not choose it again", async () => {
    draftsAt(place, "high");
    openApp(unanswered());
    await userEvent.click(await screen.findByRole("button", { name: open }));
    const dialog = await screen.findByRole("dialog", { name: asks });
    expect(await within(dialog).findByText(/you had chosen High complexity/)).toBeTruthy();
    for (const radio of within(dialog).getAllByRole("radio")) expect(radio).toHaveProperty("checked", false);
  });

  it("keeps the dialog open and says why when it is refused", async () => {
    server.use(http.post(path, () => refusal(403, "not_billing_practitioner", only)));
    const dialog = await openDialog(unanswered());
    await userEvent.click(within(dialog).getByRole("radio", { name: "High complexity" }));
    await userEvent.click(within(dialog).getByRole("checkbox"));
    await userEvent.click(within(dialog).getByRole("button", { name: "State: High complexity" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(only);
  });
});

describe("an answer that was given", () => {
  const earlier = [said("low", "2026-05-19T17:00:00Z")];
  const change = { name: `Change the answer to: ${asks}` };

  it("stays in sight with those before it, and gives way to a later one", async () => {
    draftsAt(place);
    openApp(answered({ earlier }));
    const button = await screen.findByRole("button", change);
    const before = screen.getByRole("list", { name: "Answers before it" });
    expect(before.textContent).toBe("Before: Low complexity. Practitioner 1, practitioner, May 19, 1:00 PM");
    await userEvent.click(button);
    const dialog = await screen.findByRole("dialog", { name: asks });
    for (const radio of within(dialog).getAllByRole("radio")) expect(radio).toHaveProperty("checked", false);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it("can be changed by nobody else", async () => {
    openApp(answered({ blocked_by: only }));
    const button = await screen.findByRole("button", change);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("puts both families side by side with what sets them apart, and chooses none in silence", async () => {
    openApp(answered());
    const card = (await screen.findByText("What else is supported")).closest("section");
    const words = card?.textContent ?? "";
    expect(words).toContain("Documentation supports 99490 and 99439 ×2 now, $167.01");
    expect(words).toContain("Recommended.");
    expect(words).toContain("99487, $144.29");
    expect(words).toContain("$22.72 less than the recommended set.");
    expect(words).toContain("decision complexity is kept with the claim");
    expect(screen.getByText(/support two families/)).toBeTruthy();
  });
});
