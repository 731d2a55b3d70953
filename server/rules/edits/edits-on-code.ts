import type { PayerEdit, Undetermined } from "../../contract/index.ts";
import type { Reason } from "../finding.ts";
import type { Situation } from "../situation.ts";
import { authorized } from "./prior-authorization.ts";

/** What the payer's edits leave of one code. */
export interface EditsOnCode {
  /** Units that may be reported; Infinity where no edit is in the way. */
  readonly units: number;
  readonly reasons: readonly Reason[];
  readonly missing: readonly Undetermined[];
}

const free: EditsOnCode = { units: Number.POSITIVE_INFINITY, reasons: [], missing: [] };

/** The edits that block a code in this month. A block stands, whatever else allows. */
export function editsOnCode(code: string, situation: Situation): EditsOnCode {
  const { applying, open } = situation.edits;
  if (applying.length === 0 && open.length === 0) return free;
  const blocks = (edit: PayerEdit) =>
    edit.effect === "block" && edit.codes.includes(code) && companionsOf(edit, situation) !== null;
  const effects = applying.filter(blocks).map((edit) => effectOf(edit, code, situation));
  const waiting = open.filter(({ edit }) => blocks(edit)).map(({ missing }) => missing);
  return {
    units: waiting.length > 0 ? 0 : Math.min(...effects.map(({ units }) => units), Number.POSITIVE_INFINITY),
    reasons: effects.flatMap(({ reasons }) => reasons),
    missing: [...effects.flatMap(({ missing }) => missing), ...waiting],
  };
}

function effectOf(edit: PayerEdit, code: string, situation: Situation): EditsOnCode {
  const because = `${edit.reason} Payer edit ${edit.id}: ${citation(edit)}.`;
  const beside = companionsOf(edit, situation) ?? [];
  const words = beside.length > 0 ? `${beside.join(" and ")} is billed for this month. ${because}` : because;
  if (!edit.requires) return { units: 0, reasons: [{ reason: "payer_edit", detail: words }], missing: [] };
  const { units, missing, lacks } = authorized(code, edit.requires.prior_authorization, situation);
  if (missing.length > 0) return { units, reasons: [], missing };
  if (units === Number.POSITIVE_INFINITY) return free;
  const short = units > 0 ? `${units} of its units are authorised.` : lacks;
  return { units, reasons: [{ reason: "payer_edit", detail: `${short} ${words}` }], missing: [] };
}

/** The services beside which an edit bites, of those billed; empty where it names none, null where none is billed. */
export function companionsOf({ with: beside }: PayerEdit, { billed }: Situation): readonly string[] | null {
  if (beside === undefined) return [];
  const found = new Set(billed.map(({ code }) => code).filter((code) => beside.includes(code)));
  return found.size === 0 ? null : [...found].sort();
}

/** "Plan manual, section 4, read 2026-05-01". */
export function citation({ source: { document, section, read } }: PayerEdit): string {
  return [document, ...(section === undefined ? [] : [section]), `read ${read}`].join(", ");
}
