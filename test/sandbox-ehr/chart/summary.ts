import type { Stored } from "../fhir/resource-store.ts";
import { type Html, html } from "./html.ts";
import { inOrder, type SummarySection } from "./summary-row.ts";
import { summarySections } from "./summary-sections.ts";

const shownAtFirst = 15;

/** The chart as the EHR has it: one table for each kind, the latest on top and the rest behind a fold. */
export function chartSummary(filed: (type: string) => readonly Stored[], user: string): Html {
  const sections = summarySections.map((section) => ({ section, stored: filed(section.type) }));
  const empty = sections.filter(({ stored }) => stored.length === 0).map(({ section }) => section.title);
  return html`${sections
    .filter(({ stored }) => stored.length > 0)
    .map(({ section, stored }) => sectionTable(section, { stored: inOrder(stored, section), user }))}
${empty.length === 0 ? "" : html`<p class="quiet">Nothing is filed under: ${empty.join(", ")}.</p>`}`;
}

interface Filed {
  readonly stored: readonly Stored[];
  readonly user: string;
}

function sectionTable(section: SummarySection, { stored, user }: Filed): Html {
  const later = stored.slice(shownAtFirst);
  return html`<section aria-labelledby="${section.type}">
<h2 id="${section.type}">${section.title} <span class="quiet">${stored.length}</span></h2>
${table(section, { stored: stored.slice(0, shownAtFirst), user })}
${later.length === 0 ? "" : html`<details><summary>${later.length} before these</summary>${table(section, { stored: later, user })}</details>`}
</section>`;
}

function table(section: SummarySection, { stored, user }: Filed): Html {
  const headings = section.columns.map(([heading]) => html`<th scope="col">${heading}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${section.title}"><table class="stacks">
<thead><tr>${headings}</tr></thead>
<tbody>${stored.map((one) => row(section, { one, user }))}</tbody></table></div>`;
}

function row({ columns }: SummarySection, { one, user }: { one: Stored; user: string }): Html {
  const cells = columns.map(([heading, text], place) =>
    place === 0
      ? html`<th scope="row"><a href="/resource/${one.reference}?user=${user}">${text(one.resource) || "no words"}</a></th>`
      : html`<td data-heading="${heading}">${text(one.resource)}</td>`,
  );
  return html`<tr>${cells}</tr>`;
}
