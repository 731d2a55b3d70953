import { vi } from "vitest";

export interface TokenRequest {
  readonly headers: Headers;
  readonly form: URLSearchParams;
  /** What the endpoint answered, as it came over the wire. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** Writes down every request that goes to this address from now on, and lets it pass. */
export function overhear(address: string): readonly TokenRequest[] {
  const heard: TokenRequest[] = [];
  const really = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const response = await really(input, init);
    if (String(input) !== address) return response;
    const form = new URLSearchParams(String(init?.body));
    heard.push({ headers: new Headers(init?.headers), form, answer: await response.clone().json() });
    return response;
  });
  return heard;
}
