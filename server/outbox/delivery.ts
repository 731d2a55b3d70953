import * as z from "zod";

/** What is sent, sealed in the outbox until the EHR has it. */
export const Payload = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("month"),
    /** The Task as JSON text. */
    task: z.string(),
    expected: z.object({ reference: z.string(), version: z.string() }).nullable(),
  }),
  z.object({
    what: z.literal("care_plan_link"),
    /** `CarePlan/id`. */
    care_plan: z.string(),
    /** The business identifier that makes the plan ours. */
    identifier: z.string(),
    /** How the activity names the Task. */
    display: z.string(),
  }),
]);
export type Payload = z.infer<typeof Payload>;

/** The launch in which a user confirmed it: in whose name it goes out, whoever asks for the next step. */
const Subject = z.object({
  id: z.string(),
  practice: z.string(),
  iss: z.string(),
  patient: z.string(),
  user: z.string(),
});
export type Subject = z.infer<typeof Subject>;

export const SealedPayload = z.object({ subject: Subject, payload: Payload });
export type Envelope = z.infer<typeof SealedPayload>;

/** What is known of a delivery's end so far. */
export const Result = z.object({
  reference: z.string().nullable(),
  version: z.string().nullable(),
  issues: z.array(z.string()),
});
export type Result = z.infer<typeof Result>;

export const noResult: Result = { reference: null, version: null, issues: [] };
