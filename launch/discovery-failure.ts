import * as z from "zod";
import type { LaunchProblemCode } from "./problem.ts";

/** What fhirclient throws for an answer other than 2xx, and node-fetch below it for a body that is too large. */
const HttpFailure = z.object({ statusCode: z.number().min(400).max(499) });
const TooLarge = z.object({ type: z.literal("max-size") });

/** Whether the EHR answered with something of no use, or did not answer. */
export function discoveryFailure(error: unknown): LaunchProblemCode {
  const answered = error instanceof SyntaxError || HttpFailure.or(TooLarge).safeParse(error).success;
  return answered ? "discovery_unusable" : "ehr_unreachable";
}
