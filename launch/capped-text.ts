export type CappedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "too_large" }
  | { readonly kind: "garbled" };

/** Reads a body as UTF-8, giving up past `cap` bytes; bytes that are not UTF-8 are never replaced in silence. */
export async function cappedText(response: Response, cap: number): Promise<CappedText> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > cap) {
      await reader?.cancel();
      return { kind: "too_large" };
    }
    chunks.push(part.value);
  }
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Uint8Array): CappedText {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "garbled" };
  }
}
