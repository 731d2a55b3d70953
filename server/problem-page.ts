import type { ApiError } from "./contract/index.ts";

/** A page for a browser that was sent here and cannot go on: no script, no picture, readable at 320 pixels. */
export function problemPage({ code, message, advice, request }: ApiError): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CareMonth could not open</title>
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
