import type { AccessTokens } from "./access-tokens.ts";
import { inTime } from "./deadline.ts";
import type { EhrAnswer } from "./ehr-client.ts";
import { type Exchanged, endedUnsent, nothingSent } from "./exchange.ts";
import { pauseBefore } from "./retry.ts";

interface RepeatedRead {
  readonly tokens: AccessTokens;
  /** Sends the read once. */
  readonly send: (token: string) => Promise<Exchanged>;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ends the read with all its repetitions. */
  readonly signal: AbortSignal;
}

/** Reads until there is an answer that another attempt would not better, or no attempt is left. */
export async function repeatedRead(read: RepeatedRead): Promise<EhrAnswer> {
  const { sleep, signal } = read;
  const attemptRead = withOneRenewal(read);
  for (let attempt = 0; ; attempt += 1) {
    const result = await attemptRead();
    const wait = pauseBefore(result, attempt);
    if (wait === null || signal.aborted) return result.answer;
    await sleep(wait, signal);
  }
}

/** One attempt after the other with the token of its moment; a refused token is replaced once in all of them. */
function withOneRenewal({ tokens, send, signal }: RepeatedRead): () => Promise<Exchanged> {
  let renewed = false;
  return async () => {
    const token = await inTime(tokens.current(), signal);
    if (token === undefined) return endedUnsent(signal);
    if (token === null) return nothingSent({ kind: "no_token" });
    const result = await send(token);
    if (renewed || !isRejected(result)) return result;
    renewed = true;
    const other = await inTime(tokens.afterRejection(token), signal);
    return other ? send(other) : result;
  };
}

/** The EHR does not take the token, whatever its time says. */
function isRejected({ answer }: Exchanged): boolean {
  return answer.kind === "answered" && answer.status === 401;
}
