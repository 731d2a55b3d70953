import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Tree } from "../../app/ui/tree.tsx";
import type { TreeNode } from "../../app/ui/tree-moves.ts";
import { browserAround } from "./dom.tsx";

browserAround();

const node = (id: string, ...children: TreeNode[]): TreeNode => ({ id, label: id, aside: null, children });
const nodes = [node("consent", node("date"), node("scope")), node("plan", node("copy"))];

function open(opened: string[] = []) {
  render(<Tree label="Proof" nodes={nodes} opened={opened} />);
  return userEvent.setup();
}

const rows = () => screen.getAllByRole("treeitem").map((row) => row.textContent);
const focused = () => document.activeElement?.textContent;

describe("the proof tree under the keyboard", () => {
  it("is one tab stop, on the first row", async () => {
    const user = open();
    await user.tab();
    expect(focused()).toBe("consent");
    await user.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it.each([
    ["opens with right and enters with right again", "{ArrowRight}{ArrowRight}", "date"],
    ["walks down over what is open", "{ArrowRight}{ArrowDown}{ArrowDown}{ArrowDown}", "plan"],
    ["does not enter what is closed", "{ArrowDown}", "plan"],
    ["walks up", "{ArrowDown}{ArrowUp}", "consent"],
    ["stays at the ends", "{ArrowUp}{ArrowDown}{ArrowDown}{ArrowDown}", "plan"],
    ["goes to the last and first row", "{ArrowRight}{End}{Home}", "consent"],
    ["goes to the row above with left", "{ArrowRight}{ArrowRight}{ArrowDown}{ArrowLeft}", "consent"],
    ["stays on a leaf with right", "{ArrowRight}{ArrowRight}{ArrowRight}", "date"],
  ])("%s", async (_, keys, here) => {
    const user = open();
    await user.tab();
    await user.keyboard(keys);
    expect(focused()).toBe(here);
  });

  it.each(["{Enter}", " ", "{ArrowRight}"])("opens a row with %s and says so", async (key) => {
    const user = open();
    await user.tab();
    await user.keyboard(key);
    expect(rows()).toEqual(["consent", "date", "scope", "plan"]);
    expect(screen.getByRole("treeitem", { name: "consent", expanded: true })).toBe(document.activeElement);
    expect(screen.getByRole("treeitem", { name: "scope" }).getAttribute("aria-level")).toBe("2");
    expect(screen.getByRole("treeitem", { name: "scope" }).getAttribute("aria-posinset")).toBe("2");
  });

  it("closes with left and keeps the focus", async () => {
    const user = open(["consent"]);
    await user.tab();
    await user.keyboard("{ArrowLeft}");
    expect(rows()).toEqual(["consent", "plan"]);
    expect(focused()).toBe("consent");
  });

  it("comes back to the row that was left", async () => {
    const user = open(["consent"]);
    await user.tab();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await user.tab();
    await user.tab({ shift: true });
    expect(focused()).toBe("scope");
  });

  it("opens and closes under the pointer", async () => {
    const user = open();
    await user.click(screen.getByText("plan"));
    expect(rows()).toEqual(["consent", "plan", "copy"]);
    await user.click(screen.getByText("plan"));
    expect(rows()).toEqual(["consent", "plan"]);
  });
});
