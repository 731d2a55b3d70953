import type { FastifyReply } from "fastify";
import type { Config } from "./config.ts";
import type { ApiError } from "./contract/index.ts";
import { escaped, sendPlainPage } from "./plain-page.ts";

interface PageProblem extends ApiError {
  /** The launch the browser may go back to; its id is of ours and opens nothing without its cookie. */
  readonly goesOn?: string | undefined;
}

/**
 * Answers a browser that was sent here and cannot go on. The page may be framed by every configured EHR, because
 * which of them sent the browser is not known where a launch failed.
 */
export function sendProblemPage(reply: FastifyReply, config: Config, problem: PageProblem): FastifyReply {
  const { code, message, advice, request, goesOn } = problem;
  const frameAncestors = [...new Set(config.connections.flatMap((connection) => connection.frameAncestors))];
  const body = `<p>${escaped(message)}</p>
<p><strong>What to do:</strong> ${escaped(advice)}</p>
${goesOn === undefined ? "" : `<p><a class="way" href="/l/${encodeURIComponent(goesOn)}/">Back to sign in again</a></p>`}
<p class="quiet">If that does not help, ask whoever runs CareMonth in your practice and tell them
<code>${escaped(code)}</code> and request number <code>${escaped(request)}</code>.</p>`;
  return sendPlainPage(reply, { title: "CareMonth could not open", body, frameAncestors });
}
