import * as z from "zod";
import { Payer } from "./parties.ts";
import { Day, Month } from "./primitives.ts";

/* What a practice adds to the rules: edits of its payers, each with its dates and its source. */

/** Base codes of the three families of CCM; an edit that allows a service beside CCM names them all. */
const ccmBaseCodes = ["99490", "99491", "99487"] as const;

const Code = z.string().regex(/^[A-Z0-9]{5}$/, "a code has five digits or capital letters, as in 99490");

/** What a payer wants on file before it pays. */
export const PriorAuthorizationPart = z.enum(["number", "dates", "units"]);
export type PriorAuthorizationPart = z.infer<typeof PriorAuthorizationPart>;

/** Where an edit was read. `url` is null where the document has no public address. */
const EditSource = z.strictObject({
  document: z.string().min(1),
  section: z.string().min(1).optional(),
  url: z.url().nullable(),
  read: Day,
});

const EditFields = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_.-]*$/, "an id is a word of small letters, digits, - _ and ."),
  payer: Payer.shape.type.unwrap(),
  /** The plan as `payer.plan` names it; absent: every plan of that type. */
  plan: z.string().min(1).optional(),
  /** First and last service month in which the edit is in force. */
  from: Month,
  to: Month.optional(),
  /** The codes it is about. */
  codes: z.array(Code).min(1),
  /** Present: only in a month in which one of these is billed as well. */
  with: z.array(Code).min(1).optional(),
  effect: z.enum(["block", "warn", "allow"]),
  /** Present: the effect falls away when this is on file. */
  requires: z.strictObject({ prior_authorization: z.array(PriorAuthorizationPart).min(1) }).optional(),
  reason: z.string().min(1),
  source: EditSource,
});

/** One edit of one payer: it blocks codes, warns about them, or allows a service Medicare's rules exclude beside them. */
export const PayerEdit = EditFields.check(({ value: edit, issues }) => {
  for (const [field, message] of contradictions(edit)) {
    issues.push({ code: "custom", path: [field], message, input: edit });
  }
});
export type PayerEdit = z.infer<typeof PayerEdit>;

function contradictions(edit: z.infer<typeof EditFields>): [keyof typeof edit, string][] {
  const { from, to, effect, codes, payer } = edit;
  const found: [keyof typeof edit, string, boolean][] = [
    ["to", "is before `from`; an edit ends in or after the month it begins", to !== undefined && to < from],
    [
      "payer",
      "Medicare fee for service follows the rules themselves; only a plan can allow what they exclude",
      effect === "allow" && payer === "medicare_ffs",
    ],
    ["with", "an edit that allows names the services it allows beside CCM", effect === "allow" && !edit.with],
    [
      "codes",
      `an edit that allows is about CCM whole: name ${ccmBaseCodes.join(", ")}`,
      effect === "allow" && !ccmBaseCodes.every((code) => codes.includes(code)),
    ],
    [
      "requires",
      "belongs to block and warn, not to allow",
      effect === "allow" && edit.requires !== undefined,
    ],
  ];
  return found.flatMap(([field, message, holds]) => (holds ? [[field, message]] : []));
}

/** All edits of a practice; an id names one of them. */
export const PayerEdits = z.array(PayerEdit).check(({ value: edits, issues }) => {
  const ids = edits.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    issues.push({ code: "custom", path: [index, "id"], message: "another edit has this id", input: id });
  }
});

/** What an answer is asked by: a version of the rules, and the payers' edits on top of it. */
export const Policy = z.strictObject({
  /** Absent: the version in force. */
  rule_set: z.string().min(1).optional(),
  payer_edits: PayerEdits.optional(),
});
export type Policy = z.infer<typeof Policy>;
