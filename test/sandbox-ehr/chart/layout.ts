import type { Practitioner } from "fhir/r4";
import { chartStyle } from "./chart-style.ts";
import { Html, html } from "./html.ts";
import { pageScript } from "./page-script.ts";
import { staffName } from "./people.ts";

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Time and flavour, with their switches. */
  readonly strip: Html;
  /** The practice's people, which of them is signed in, and as what. */
  readonly staff: readonly Practitioner[];
  readonly user: string;
  readonly job: string;
  /** Query parameters that stay when somebody else signs in. */
  readonly keep?: readonly (readonly [string, string])[];
  /** What the style and the script of this answer are known by. */
  readonly nonce: string;
}

/** A whole page of the EHR: one bar with the practice and who is signed in, and below it the page itself. */
export function layout({ title, main, strip, staff, user, job, keep = [], nonce }: Page): string {
  const kept = keep.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox EHR</title>
<style nonce="${nonce}">${chartStyle}</style>
</head>
<body>
<header class="bar">
<strong>Sandbox EHR, synthetic patients</strong>
<a href="/?user=${user}">All patients</a>
<form method="get">${kept}<label for="user">Signed in as</label>
<select id="user" name="user">${staff.map((one) => option(one, user))}</select>
<button>Switch</button> <span>${job}</span></form>
</header>
${strip}
${main}
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`;
  return page.text;
}

function option(practitioner: Practitioner, user: string): Html {
  const id = practitioner.id ?? "";
  const selected = new Html(id === user ? " selected" : "");
  return html`<option value="${id}"${selected}>${staffName(practitioner)}</option>`;
}
