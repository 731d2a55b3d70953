import type { MonthFacts, PayerEdit, Undetermined } from "../../contract/index.ts";

/** The edits in force in a month for a payer, in the order of their ids. */
export interface EditsOfMonth {
  readonly applying: readonly PayerEdit[];
  /** Those of which nobody knows whether they are this payer's, and what is missing for it. */
  readonly open: readonly { readonly edit: PayerEdit; readonly missing: Undetermined }[];
}

const none: EditsOfMonth = { applying: [], open: [] };

/** Sorts out the edits of other months and other payers. A plan's name is compared whatever its capitals. */
export function editsOfMonth(
  edits: readonly PayerEdit[],
  month: string,
  payer: MonthFacts["payer"],
): EditsOfMonth {
  if (edits.length === 0) return none;
  const inForce = edits
    .filter(({ from, to }) => from <= month && (to === undefined || month <= to))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const standing = inForce.map((edit) => ({ edit, missing: missingFor(edit, payer) }));
  return {
    applying: standing.flatMap(({ edit, missing }) => (missing === null ? [edit] : [])),
    open: standing.flatMap(({ edit, missing }) =>
      missing === null || missing === "another payer" ? [] : [{ edit, missing }],
    ),
  };
}

/** Null where the edit is this payer's. */
function missingFor(
  { id, payer: type, plan }: PayerEdit,
  payer: MonthFacts["payer"],
): Undetermined | "another payer" | null {
  if (payer?.plan !== undefined && plan !== undefined && plain(payer.plan) !== plain(plan)) {
    return "another payer";
  }
  if (payer?.type === undefined) {
    return { what: payer ? "payer.type" : "payer", missing: `who pays, on which payer edit ${id} depends` };
  }
  if (payer.type !== type) return "another payer";
  if (plan === undefined || payer.plan !== undefined) return null;
  return { what: "payer.plan", missing: `the patient's plan, on which payer edit ${id} depends` };
}

const plain = (name: string) => name.trim().toLowerCase();
