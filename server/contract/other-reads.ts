import * as z from "zod";
import { ReadLine } from "./api.ts";

/** Reads that no month stands on: shown when asked for. */
export const OtherReads = z.object({
  /** Whose chart it is, as every answer about one says. */
  patient: z.string(),
  reads: z.array(ReadLine),
});
export type OtherReads = z.infer<typeof OtherReads>;
