import type { CustomFetchOptions } from "oauth4webapi";
import { cappedText } from "./capped-text.ts";

/** No grant, key set or refusal comes near this. */
const bodyCap = 1024 * 1024;

/**
 * `fetch` for answers that hold tokens and keys: no redirect is followed, and a body past a mebibyte, or that is no
 * text, is taken for none.
 */
export async function cappedFetch(
  url: string,
  { body, ...request }: CustomFetchOptions<string, URLSearchParams | undefined>,
): Promise<Response> {
  const response = await fetch(url, { ...request, body: body ?? null, redirect: "manual" });
  const read = await cappedText(response, bodyCap);
  const { status, headers } = response;
  return new Response(read.kind === "text" && read.text !== "" ? read.text : null, { status, headers });
}
