import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { missingOf } from "../../app/month/missing.ts";
import { browserAround, openApp } from "./dom.tsx";
import { criterion, monthView } from "./month-view.ts";

browserAround();

const detail = "This plan denies CCM beside TCM. Payer edit tcm: Plan manual, section 4, read 2026-09-01.";
const shown = "This plan denies CCM beside TCM. Payer edit tcm: Plan manual, section 4, read Sep 1, 2026.";
const blocked = monthView({
  readiness: {
    codes: [],
    amount_usd: 0,
    blocked: [
      { code: "99490", reason: "payer_edit", detail },
      { code: "99439", reason: "payer_edit", detail },
    ],
    criteria: [criterion("payer_edits_99490", detail, { status: "unmet", codes: ["99490", "99439"] })],
  },
});

describe("a payer's own edit", () => {
  it("stands in the ladder with its reason and the document it was read in", async () => {
    openApp(blocked);
    const ladder = await screen.findByRole("table", { name: "Code ladder" });
    const [reason] = within(ladder).getAllByText("Blocked: the payer's own edit blocks it");
    expect(reason?.closest("li")?.textContent).toContain(shown);
  });

  it("is one item of what is missing, with every code it blocks", () => {
    expect(missingOf(blocked).filter(({ id }) => id === "blocked payer_edit")).toMatchObject([
      { title: "The payer's own edit blocks it", because: [detail, "Blocks 99490 and 99439."] },
    ]);
  });

  it("that only warns is a soft finding with its source", () => {
    const warned = monthView({
      readiness: { gaps: [{ code: "payer_edit_warning", detail: `99490: ${detail}`, fix: "Look at it." }] },
    });
    expect(missingOf(warned)).toMatchObject([
      {
        kind: "review",
        title: "The payer has an edit of its own",
        because: [`99490: ${detail}`, "Look at it."],
      },
    ]);
  });
});
