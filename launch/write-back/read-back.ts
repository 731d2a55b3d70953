import * as z from "zod";
import type { EhrAnswer, EhrClient } from "../ehr-client.ts";
import { parseJson } from "../parse-json.ts";

/** A resource as the EHR holds it, in the text it was given in. */
export interface ReadBack {
  readonly kind: "resource";
  readonly text: string;
  readonly resource: unknown;
  /** From `meta.versionId`, else from the ETag; null where the EHR keeps no versions. */
  readonly version: string | null;
  /** What If-Match takes for this version. */
  readonly etag: string | null;
}

const Versioned = z.object({
  resourceType: z.string(),
  id: z.string(),
  meta: z.object({ versionId: z.string().optional() }).optional(),
});

/** Reads `Type/id` as it stands now. `unread` when there was no such answer, with the answer. */
export async function readBack(
  client: EhrClient,
  reference: string,
): Promise<ReadBack | { readonly kind: "unread"; readonly answer: EhrAnswer }> {
  const answer = await client.read(reference);
  if (answer.kind !== "answered" || answer.status !== 200) return { kind: "unread", answer };
  const { text } = answer;
  const resource = parseJson(text);
  const parsed = Versioned.safeParse(resource);
  if (!parsed.success || `${parsed.data.resourceType}/${parsed.data.id}` !== reference) {
    return { kind: "unread", answer };
  }
  const version = parsed.data.meta?.versionId ?? versionOf(answer.etag);
  const etag = answer.etag ?? (version === null ? null : `W/"${version}"`);
  return { kind: "resource", text, resource, version, etag };
}

/** The version an entity tag names, `W/"3"` or `"3"`; null without one. */
export function versionOf(etag: string | null): string | null {
  return /^(?:W\/)?"([^"]+)"$/.exec(etag ?? "")?.[1] ?? null;
}
