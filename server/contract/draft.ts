import * as z from "zod";
import { Instant } from "./primitives.ts";

/** Text of at most 64 KiB that the user typed and has not saved yet, for the patient the screen shows. */
export const DraftRequest = z.strictObject({
  patient: z.string(),
  text: z.string().refine((text) => new TextEncoder().encode(text).length <= 65_536, "is larger than 64 KiB"),
});
export type DraftRequest = z.infer<typeof DraftRequest>;

/** What this user last typed there about this patient; null where that is nothing. */
export const Draft = z.object({
  /** Whose chart it was typed in. */
  patient: z.string(),
  draft: z.object({ text: z.string(), saved: Instant }).nullable(),
});
export type Draft = z.infer<typeof Draft>;
