import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { Config } from "./config.ts";
import type { ApiError } from "./contract/index.ts";
import { contentSecurityPolicy } from "./security-headers.ts";

/**
 * Answers a browser that was sent here and cannot go on: no script, no picture, readable at 320 pixels. It may be
 * framed by every configured EHR, because which of them sent the browser is not known where a launch failed.
 */
export function sendProblemPage(reply: FastifyReply, config: Config, problem: ApiError): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  const frameAncestors = [...new Set(config.connections.flatMap((connection) => connection.frameAncestors))];
  return reply
    .header("content-security-policy", contentSecurityPolicy({ nonce, frameAncestors }))
    .type("text/html; charset=utf-8")
    .send(problemPage(problem, nonce));
}

function problemPage({ code, message, advice, request }: ApiError, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CareMonth could not open</title>
<style nonce="${nonce}">
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 1.5rem; overflow-wrap: anywhere }
h1 { font-size: 1.25rem }
</style>
</head>
<body>
<main>
<h1>CareMonth could not open</h1>
<p>${escaped(message)}</p>
<p><strong>What to do:</strong> ${escaped(advice)}</p>
<p>If that does not help, ask whoever runs CareMonth in your practice and tell them
<code>${escaped(code)}</code> and request number <code>${escaped(request)}</code>.</p>
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
