import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { contentSecurityPolicy } from "./security-headers.ts";

interface PlainPage {
  readonly title: string;
  /** HTML, in which everything that is not ours went through `escaped`. */
  readonly body: string;
  readonly frameAncestors: readonly string[];
}

/** Answers with a page of plain HTML: no script, no picture, readable at 320 pixels. */
export function sendPlainPage(reply: FastifyReply, { title, body, frameAncestors }: PlainPage): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .header("content-security-policy", contentSecurityPolicy({ nonce, frameAncestors }))
    .type("text/html; charset=utf-8")
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">
body { margin: 1.5rem .75rem; background: #f4f6f8; color: #16202c; overflow-wrap: anywhere;
  font: .875rem/1.5 "Segoe UI", -apple-system, Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif }
main { max-width: 40rem; margin: auto; padding: .25rem 1.25rem; border: 1px solid #dde2e8; border-radius: 6px; background: #fff }
h1 { font-size: 1.25rem; line-height: 1.4 }
.quiet { color: #465365; font-size: .8125rem }
a { color: #1d4f9e }
a.way { display: inline-block; padding: .375rem .75rem; border-radius: 6px; background: #1d4f9e; color: #fff; font-weight: 600; text-decoration: none }
:focus-visible { outline: 2px solid #1d4f9e; outline-offset: 2px }
li { padding: .25rem 0 }
code { font: .75rem/1.5 Consolas, Menlo, "Liberation Mono", monospace }
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML shows it, in elements and attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
