import { afterAll, beforeAll, expect, it } from "vitest";
import type { PayerEdit } from "../../server/contract/index.ts";
import { expectGoodLooks } from "./looks.ts";
import { openAlone, openStage, type Stage } from "./stage.ts";

const ofPayer = { payer: "medicare_ffs", from: "2026-01" } as const;
const source = {
  document: "Contractor bulletin 7 on care management services",
  section: "claims held for review",
  url: null,
  read: "2026-09-01",
};
const edits: readonly PayerEdit[] = [
  {
    ...ofPayer,
    id: "bulletin-7",
    codes: ["99490", "99439"],
    effect: "block",
    reason: "This contractor holds these codes for review until the plan of care was sent in.",
    source,
  },
  {
    ...ofPayer,
    id: "bulletin-8",
    codes: ["99487"],
    effect: "warn",
    reason: "This contractor asks for the note of every complex month.",
    source,
  },
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ settings: { payer_edits: [...edits] } });
});
afterAll(() => stage.close());

it.each([400, 1280])("at %i px a payer's edits stand with their reason and source", async (width) => {
  const context = await stage.context(width);
  const page = await context.newPage();
  const frame = await openAlone(page, stage, "p05");
  const ladder = frame.getByRole("table", { name: "Code ladder" });
  const reason = ladder.getByText(/bulletin-7: Contractor bulletin 7/);
  await reason.first().waitFor();
  expect(await frame.getByText(/bulletin-7: .* Blocks 99490\.$/).count()).toBe(1);
  await expectGoodLooks(page, `payer-edits-${width}`);
  await context.close();
});
