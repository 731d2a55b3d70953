import type { Stored } from "../fhir/resource-store.ts";
import { resourceTypes } from "../fhir/resource-types.ts";
import { Html, html } from "./html.ts";
import { conceptAt, textAt } from "./summary-row.ts";

/** What an app for care management leaves in a chart. */
const recordTypes = ["Task", "CarePlan", "Consent", "DocumentReference", "Goal", "QuestionnaireResponse"];

interface Asked {
  readonly patient: string;
  readonly user: string;
  /** One type alone; null for what apps leave. */
  readonly type: string | null;
  readonly filed: (type: string) => readonly Stored[];
}

/** What the record holds of a patient, newest change first, and the way to everything else in the chart. */
export function recordList(asked: Asked): Html {
  const types = asked.type === null ? recordTypes : [asked.type];
  const stored = types
    .flatMap((type) => asked.filed(type))
    .toSorted((one, other) => other.lastUpdated.localeCompare(one.lastUpdated));
  return html`${typeLinks(asked)}
<div class="scroll" tabindex="0" role="region" aria-label="Resources"><table class="stacks">
<thead><tr><th scope="col">Resource</th><th scope="col">What it is</th><th scope="col">Status</th>
<th scope="col">Version</th><th scope="col">Last changed</th></tr></thead>
<tbody>${stored.map((one) => recordRow(one, asked.user))}</tbody>
</table></div>
${stored.length === 0 ? html`<p>Nothing is filed here yet.</p>` : ""}`;
}

function typeLinks({ patient, user, type, filed }: Asked): Html {
  const present = resourceTypes
    .filter(({ compartment }) => compartment)
    .map(({ type: name }) => ({ name: String(name), count: filed(name).length }))
    .filter(({ count }) => count > 0);
  const link = (name: string | null, label: string) => {
    const query = new URLSearchParams({ user, ...(name === null ? {} : { type: name }) });
    const here = new Html(name === type ? ' aria-current="true"' : "");
    return html`<a href="/record/${patient}?${query.toString()}"${here}>${label}</a> `;
  };
  return html`<nav class="kinds" aria-label="Kinds of resources">${link(null, "What apps filed")}
${present.map(({ name, count }) => link(name, `${name} ${count}`))}</nav>`;
}

function recordRow({ reference, version, lastUpdated, resource }: Stored, user: string): Html {
  const what =
    textAt(resource, "title", "description", "description.text") ||
    conceptAt(resource, "code") ||
    conceptAt(resource, "type") ||
    conceptAt(resource, "category");
  return html`<tr><th scope="row" class="mono"><a href="/resource/${reference}?user=${user}">${reference}</a></th>
<td data-heading="What it is">${what}</td>
<td data-heading="Status">${textAt(resource, "status", "lifecycleStatus", "clinicalStatus.coding.code")}</td>
<td data-heading="Version">${version}</td><td data-heading="Last changed">${lastUpdated}</td></tr>`;
}
