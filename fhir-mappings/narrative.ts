import type { Narrative } from "fhir/r4";

/** One line of a narrative: what it is, and what it says. */
export type NarrativeLine = readonly [label: string, value: string];

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters XML 1.0 cannot carry at all: controls, lone surrogates and the two non-characters. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as XHTML content: escaped, line breaks kept, characters XML forbids replaced. */
function escapeXhtml(text: string): string {
  return text
    .replace(forbidden, "\u{FFFD}")
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/\r\n|\r|\n/g, "<br />");
}

/** A narrative in the plainest XHTML every EHR shows: a heading and one paragraph per line that says something. */
export function narrative(
  status: Narrative["status"],
  heading: string,
  lines: readonly NarrativeLine[],
): Narrative {
  const body = lines
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `<p><b>${escapeXhtml(label)}</b>: ${escapeXhtml(value)}</p>`);
  const div = `<div xmlns="http://www.w3.org/1999/xhtml"><h1>${escapeXhtml(heading)}</h1>${body.join("")}</div>`;
  return { status, div };
}
