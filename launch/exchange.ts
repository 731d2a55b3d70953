import { type ByteBudget, type CappedText, cappedText } from "./capped-text.ts";
import { type Deadline, withDeadline } from "./deadline.ts";
import type { EhrAnswer, EhrAnswered, EhrUnreachable } from "./ehr-client.ts";
import { networkFailure } from "./network-failure.ts";
import { retryAfter } from "./retry-after.ts";

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
  readonly answer: EhrAnswer;
  /** How long the EHR asked to be left alone, in ms; null when it did not. */
  readonly retryAfter: number | null;
}

/** One request and its answer: no redirect is followed, nothing is repeated, the deadline covers the body. */
export async function exchange({ url, request, deadline, budget }: Exchange): Promise<Exchanged> {
  const { signal } = deadline;
  if (signal?.aborted) return endedUnsent(signal);
  try {
    return await withDeadline(deadline, async (within) => {
      const response = await fetch(url, { ...request, redirect: "manual", signal: within });
      return answered(response, await cappedText(response, bodyCap, budget));
    });
  } catch (error) {
    const failure = networkFailure(error);
    if (!failure) throw error;
    return gone(failure);
  }
}

/** How it ends when the caller's signal came before the request was sent. */
export function endedUnsent({ reason }: AbortSignal): Exchanged {
  return gone({ sent: false, reason: networkFailure(reason)?.reason ?? "aborted" });
}

/** How it ends when there is no request to be made at all. */
export function nothingSent(answer: EhrAnswer): Exchanged {
  return { answer, retryAfter: null };
}

function gone(failure: Omit<EhrUnreachable, "kind">): Exchanged {
  return nothingSent({ kind: "unreachable", ...failure });
}

function answered(response: Response, body: CappedText): Exchanged {
  if (body.kind !== "text") return gone({ sent: true, reason: body.kind });
  const { status, headers } = response;
  const wait = retryAfter(headers);
  const answer: EhrAnswered = {
    kind: "answered",
    status,
    text: body.text,
    etag: headers.get("etag"),
    location: headers.get("location"),
    contentType: headers.get("content-type"),
    ...(wait === null || !Number.isFinite(wait) ? {} : { retryAfter: wait }),
  };
  return { answer, retryAfter: wait };
}
