export type CappedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "too_large" }
  | { readonly kind: "over_budget" }
  | { readonly kind: "garbled" };

/** Bytes that several bodies may take together; each body read takes its own off. */
export interface ByteBudget {
  left: number;
}

const boundless: ByteBudget = { left: Number.POSITIVE_INFINITY };

/**
 * Reads a body as UTF-8, giving up past `cap` bytes or once the budget is overdrawn; bytes that are not UTF-8 are
 * never replaced in silence.
 */
export async function cappedText(response: Response, cap: number, budget = boundless): Promise<CappedText> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    budget.left -= part.value.byteLength;
    if (size > cap || budget.left < 0) {
      await reader?.cancel();
      return { kind: size > cap ? "too_large" : "over_budget" };
    }
    chunks.push(part.value);
  }
  return decode(Buffer.concat(chunks));
}

/** A byte order mark stays in the text, where JSON does not allow one (RFC 8259, section 8.1). */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): CappedText {
  try {
    return { kind: "text", text: utf8.decode(bytes) };
  } catch {
    return { kind: "garbled" };
  }
}
