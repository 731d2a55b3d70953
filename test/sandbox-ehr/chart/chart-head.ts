import type { Patient } from "fhir/r4";
import { Html, html } from "./html.ts";
import { listName, recordNumber, warnings } from "./people.ts";
import { textAt } from "./summary-row.ts";

const tabs = [
  ["summary", "Chart summary"],
  ["app", "App"],
  ["record", "Record"],
] as const;

/** A tab of a chart; `none` where the charts stand side by side. */
export type Tab = (typeof tabs)[number][0] | "none";

/** Who the patient is, and the tabs of the chart. */
export function chartHead(patient: Patient, { user, tab }: { user: string; tab: Tab }): Html {
  const id = patient.id ?? "";
  return html`<header class="chart-head">
<h1 id="chart-${id}">${listName(patient)}</h1>
<span>born ${textAt(patient, "birthDate") || "not known"}</span>
<span>${textAt(patient, "gender")}</span>
<span class="mono">${recordNumber(patient)}</span>
${warnings(patient).map((one) => html`<strong>${one}</strong> `)}
<nav class="tabs" aria-label="Chart of ${listName(patient)}">
${tabs.map(([name, label]) => tabLink(label, { href: hrefOf(name, { id, user }), here: name === tab }))}
</nav>
</header>`;
}

function tabLink(label: string, { href, here }: { href: string; here: boolean }): Html {
  return html`<a href="${href}"${new Html(here ? ' aria-current="page"' : "")}>${label}</a> `;
}

function hrefOf(tab: (typeof tabs)[number][0], { id, user }: { id: string; user: string }): string {
  const paths = { summary: `/summary/${id}`, app: `/chart/${id}`, record: `/record/${id}` };
  return `${paths[tab]}?user=${user}`;
}
