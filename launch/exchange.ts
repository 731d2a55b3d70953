import { type ByteBudget, type CappedText, cappedText } from "./capped-text.ts";
import { type Deadline, withDeadline } from "./deadline.ts";
import type { EhrAnswered, EhrUnreachable } from "./ehr-client.ts";
import { networkFailure } from "./network-failure.ts";
import { retryAfter } from "./retry.ts";

/** An answer larger than this is not read to its end. */
const bodyCap = 32 * 1024 * 1024;

export interface Exchange {
  readonly url: URL;
  readonly request: { readonly method: string; readonly headers: Headers; readonly body?: string };
  readonly deadline: Deadline;
  /** What this answer and others may take together; none for an answer that must be heard. */
  readonly budget?: ByteBudget | undefined;
}

export interface Exchanged {
  readonly answer: EhrAnswered | EhrUnreachable;
  /** How long the EHR asked to be left alone, in ms; null when it did not. */
  readonly retryAfter: number | null;
}

/** One request and its answer: no redirect is followed, nothing is repeated, the deadline covers the body. */
export async function exchange({ url, request, deadline, budget }: Exchange): Promise<Exchanged> {
  if (deadline.signal?.aborted) return gone({ sent: false, reason: "aborted" });
  try {
    return await withDeadline(deadline, async (signal) => {
      const response = await fetch(url, { ...request, redirect: "manual", signal });
      return answered(response, await cappedText(response, bodyCap, budget));
    });
  } catch (error) {
    const failure = networkFailure(error);
    if (!failure) throw error;
    return gone(failure);
  }
}

function gone(failure: Omit<EhrUnreachable, "kind">): Exchanged {
  return { answer: { kind: "unreachable", ...failure }, retryAfter: null };
}

function answered(response: Response, body: CappedText): Exchanged {
  if (body.kind !== "text") return gone({ sent: true, reason: body.kind });
  const { status, headers } = response;
  return {
    answer: {
      kind: "answered",
      status,
      text: body.text,
      etag: headers.get("etag"),
      location: headers.get("location"),
      contentType: headers.get("content-type"),
    },
    retryAfter: retryAfter(headers),
  };
}
