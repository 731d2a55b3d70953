import * as z from "zod";
import { Artefact } from "./records.ts";

/* Records of the EHR that are shown and prove nothing. */

/** A resource that bears our identifier and counts nothing, with the reason in words. */
export const SetAside = z.object({
  artefact: Artefact,
  reference: z.string(),
  version: z.string().nullable(),
  kind: z.enum(["unverified", "unusable", "retracted", "superseded", "duplicate"]),
  why: z.string(),
});
export type SetAside = z.infer<typeof SetAside>;

/** A Consent or CarePlan of the host EHR's own, or a visit or coverage that cannot be taken at its word: shown, never sufficient. */
export const HostRecord = z.object({
  type: z.enum(["Consent", "CarePlan", "Encounter", "Coverage"]),
  reference: z.string(),
  version: z.string().nullable(),
  label: z.string(),
  why: z.string(),
});
