import type { CodeUnits, Gap, PayerEdit } from "../../contract/index.ts";
import { requestedCodes } from "../conflicts/billed-services.ts";
import { citation, companionsOf } from "../edits/edits-on-code.ts";
import { authorized } from "../edits/prior-authorization.ts";
import type { Situation } from "../situation.ts";
import { gap } from "./gap.ts";

/** What the payer's edits warn of for what the month supports or somebody asks for; one line for all of them. */
export function payerEditGaps(situation: Situation, supported: readonly CodeUnits[]): Gap[] {
  const { applying, open } = situation.edits;
  const lines = [
    ...applying.flatMap((edit) => warningOf(edit, situation, supported)),
    ...open.flatMap(({ edit, missing }) =>
      warningOf(edit, situation, supported).map(
        (line) => `If it applies (not known: ${missing.missing}): ${line}`,
      ),
    ),
  ];
  return lines.length === 0 ? [] : [gap("payer_edit_warning", lines.join(" "))];
}

function warningOf(edit: PayerEdit, situation: Situation, supported: readonly CodeUnits[]): string[] {
  const asked = requestedCodes(situation.facts);
  const concerned = edit.codes.filter(
    (code) => asked.includes(code) || supported.some((one) => one.code === code),
  );
  const cause = causeOf(edit, situation, asked);
  if (concerned.length === 0 || cause === null) return [];
  const unmet = concerned.filter((code) => !isAuthorized(code, edit, { situation, supported }));
  if (unmet.length === 0) return [];
  return [`${unmet.join(", ")}: ${cause}${edit.reason} Payer edit ${edit.id}: ${citation(edit)}.`];
}

/** A warning bites like a block; a block beside a service that is only asked for warns before it is billed. */
function causeOf(edit: PayerEdit, situation: Situation, asked: readonly string[]): string | null {
  if (edit.effect === "allow") return null;
  if (edit.effect === "warn" && companionsOf(edit, situation) !== null) return "";
  const only = asked.filter((code) => edit.with?.includes(code) === true);
  if (only.length === 0 || companionsOf(edit, situation) !== null) return null;
  return `once ${only.join(" and ")}, which is asked for, is billed: `;
}

interface Supported {
  readonly situation: Situation;
  readonly supported: readonly CodeUnits[];
}

function isAuthorized(code: string, { requires }: PayerEdit, { situation, supported }: Supported): boolean {
  if (!requires) return false;
  const wanted = supported.filter((one) => one.code === code).map(({ units }) => units);
  return authorized(code, requires.prior_authorization, situation).units >= Math.max(1, ...wanted);
}
