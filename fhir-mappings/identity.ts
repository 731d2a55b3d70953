import type { IdentityNotice } from "../server/contract/index.ts";
import { at, listAt, textAt } from "./fhir-node.ts";

/** FHIR R4 link types: what another record is to this one. */
const linkTypes = ["replaced-by", "replaces", "refer", "seealso"];

const mended = "Look in the EHR which record of this patient is in use, and open CareMonth from there.";
const lookThere =
  "Part of the record may stand under it: look there in the EHR before relying on this month.";

const notices = {
  replaced: {
    kind: "replaced",
    message: "The EHR has merged this record into another one, which took its place.",
    advice: "Open CareMonth from the record that took its place. Nothing is read from there by itself.",
    blocks: true,
  },
  inactive: {
    kind: "inactive",
    message: "The EHR says that this patient's record is not in use any more.",
    advice: `${mended} If this is the one, have it marked as active again.`,
    blocks: true,
  },
  unreadable: {
    kind: "unreadable",
    message: "What the EHR says of how this record is linked to others cannot be read.",
    advice: mended,
    blocks: true,
  },
  merged: {
    kind: "split",
    message: "The EHR says that this record took the place of another one.",
    advice: lookThere,
    blocks: false,
  },
  other: {
    kind: "split",
    message: "The EHR knows this patient under another record as well.",
    advice: lookThere,
    blocks: false,
  },
} as const satisfies Record<string, IdentityNotice>;

/**
 * What a Patient says of itself as a record: merged into another, out of use, or one of several. The gravest alone;
 * null where it says nothing of the kind. A link is never followed (FHIR R4, Patient.link and Patient.active).
 */
export function identityNotice(patient: unknown): IdentityNotice | null {
  const types = listAt(patient, "link").map((link) => textAt(link, "type"));
  const active = at(patient, "active");
  if (types.includes("replaced-by")) return notices.replaced;
  if (active === false) return notices.inactive;
  if (isOdd(patient, types) || (active !== undefined && active !== true)) return notices.unreadable;
  if (types.includes("replaces")) return notices.merged;
  return types.length === 0 ? null : notices.other;
}

function isOdd(patient: unknown, types: readonly (string | undefined)[]): boolean {
  const link = at(patient, "link");
  const unlisted = link !== undefined && !Array.isArray(link);
  return unlisted || types.some((type) => !linkTypes.includes(type ?? ""));
}
