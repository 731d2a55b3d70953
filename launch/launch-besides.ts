import * as z from "zod";
import { type Connection, isTrusted } from "./connections.ts";
import type { Grant } from "./grants.ts";
import type { LaunchContext } from "./launch-context.ts";

const Words = z.string().trim().min(1).max(200);
const Reference = z.string().min(1).max(2000).optional().catch(undefined);

const Item = z.object({ reference: Reference, canonical: Reference, type: Reference, role: Reference });

/** No chart has more open at once; what goes beyond is not looked at. */
const mostItems = 50;

/**
 * What a token response says besides patient and user. Nothing of it decides whose chart is shown, so no launch fails
 * for it: what cannot be read is left out.
 */
export function besidesPatient(
  { intent, tenant, smart_style_url, fhirContext }: Grant,
  connection: Connection,
): Pick<LaunchContext, "intent" | "tenant" | "smartStyleUrl" | "fhirContext"> {
  return {
    intent: Words.safeParse(intent).data ?? null,
    tenant: Words.safeParse(tenant).data ?? null,
    smartStyleUrl: styleUrl(smart_style_url, connection),
    fhirContext: itemsOf(fhirContext),
  };
}

function styleUrl(value: unknown, connection: Connection): string | null {
  const url = z.url().max(2000).safeParse(value);
  return url.success && isTrusted(url.data, connection) ? url.data : null;
}

function itemsOf(value: unknown): LaunchContext["fhirContext"] {
  const items = z.array(z.unknown()).safeParse(value).data ?? [];
  return items.slice(0, mostItems).flatMap((one) => {
    const item = Item.safeParse(one).data;
    return item?.reference === undefined && item?.canonical === undefined ? [] : [item];
  });
}
