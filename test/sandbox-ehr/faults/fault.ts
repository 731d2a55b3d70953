import { z } from "zod";

const milliseconds = z.int().min(0).max(3_600_000);
const count = z.int().min(0);
const retryAfter = z.union([z.strictObject({ seconds: count }), z.strictObject({ dateInSeconds: count })]);
const processed = z.boolean().optional();

/** What a real EHR and the network before it sometimes do to one request. Durations in milliseconds. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Another status than it deserves; `processed` says that the request had its effect all the same. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    retryAfter: retryAfter.optional(),
    body: z.string().optional(),
    processed,
  }),
  /** The page of a proxy or of a sign-in; status 502 unless said. */
  z.strictObject({ kind: z.literal("html"), status: z.int().min(200).max(599).optional(), processed }),
  /** The connection breaks and nothing was processed. */
  z.strictObject({ kind: z.literal("reset_before") }),
  /** The request is processed, then the connection breaks without an answer. */
  z.strictObject({ kind: z.literal("reset_after") }),
  /** No answer ever comes, and nothing is processed. */
  z.strictObject({ kind: z.literal("hang") }),
  /** Waits, then processes and answers. */
  z.strictObject({ kind: z.literal("delay"), ms: milliseconds }),
  /** Processes at once and answers late. */
  z.strictObject({ kind: z.literal("late_answer"), ms: milliseconds }),
  /** Only the first bytes of the body come, then the connection ends; half of it unless said. */
  z.strictObject({ kind: z.literal("cut_body"), bytes: count.optional() }),
  z.strictObject({ kind: z.literal("slow_body"), bytesPerSecond: z.int().min(1) }),
  z.strictObject({ kind: z.literal("content_type"), value: z.string() }),
  z.strictObject({ kind: z.literal("malformed_json") }),
  /** A byte order mark before the JSON, which JSON does not allow. */
  z.strictObject({ kind: z.literal("bom") }),
  /** 200 with a resource of this type in place of the one asked for; OperationOutcome unless said. */
  z.strictObject({ kind: z.literal("wrong_shape"), resourceType: z.string().optional() }),
  /** The resource, or the first one of a searchset, lacks this element. */
  z.strictObject({ kind: z.literal("missing_element"), element: z.string() }),
  /** The resource, or the first one of a searchset, is about this patient. */
  z.strictObject({ kind: z.literal("other_patient"), patient: z.string() }),
  /** A searchset loses all entries but these and its next link, and keeps its total. */
  z.strictObject({ kind: z.literal("truncated"), keep: count }),
  /** A searchset goes on at this address. */
  z.strictObject({ kind: z.literal("foreign_next"), url: z.url() }),
  /** A read or a search, by itself or in a Bundle, sees the version before the current one, where there is one. */
  z.strictObject({ kind: z.literal("stale") }),
  /** A search, and the search of a conditional create, sees nothing written in the last `ms`. */
  z.strictObject({ kind: z.literal("index_lag"), ms: milliseconds }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** Nobody listens at the sandbox's address for a while, so every connection is refused. */
export const outageSchema = z.strictObject({ kind: z.literal("refuse"), ms: milliseconds });
