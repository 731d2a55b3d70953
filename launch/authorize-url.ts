/** The authorize URL with a nonce, at the endpoint that was checked; null where it is another. fhirclient only appends. */
export function withNonce(url: string, endpoint: string, nonce: string): string | null {
  if (!url.startsWith(`${endpoint}?`)) return null;
  const whole = new URL(endpoint);
  const asked = new URLSearchParams(url.slice(endpoint.length + 1));
  for (const [name, value] of asked) whole.searchParams.append(name, value);
  whole.searchParams.append("nonce", nonce);
  return whole.href;
}
