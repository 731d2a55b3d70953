import { parse, stringify } from "lossless-json";
import type { Stored } from "../fhir/resource-store.ts";
import { Html, html } from "./html.ts";

/** What the record holds of a patient, newest change first. */
export function recordList(patient: string, stored: readonly Stored[]): Html {
  const newest = stored.toSorted((one, other) => other.lastUpdated.localeCompare(one.lastUpdated));
  return html`<main><div class="page">
<h1>Record of patient ${patient}</h1>
<div class="scroll"><table>
<thead><tr><th scope="col">Resource</th><th scope="col">Version</th><th scope="col">Last changed</th></tr></thead>
<tbody>${newest.map(recordRow)}</tbody>
</table></div>
${newest.length === 0 ? html`<p>Nothing is filed here yet.</p>` : ""}
</div></main>`;
}

function recordRow({ reference, version, lastUpdated }: Stored): Html {
  return html`<tr><th scope="row" class="mono"><a href="/resource/${reference}">${reference}</a></th>
<td>${version}</td><td>${lastUpdated}</td></tr>`;
}

/** Every version of one resource, newest first and open. */
export function resourceVersions(reference: string, versions: readonly Stored[]): Html {
  return html`<main><div class="page">
<h1 class="mono">${reference}</h1>
${versions.map(versionDetails)}
</div></main>`;
}

function versionDetails({ version, lastUpdated, text }: Stored, place: number): Html {
  const open = new Html(place === 0 ? " open" : "");
  return html`<details${open}><summary>Version ${version}, ${lastUpdated}</summary>
<pre tabindex="0" aria-label="Version ${version}">${stringify(parse(text), undefined, 2) ?? ""}</pre></details>`;
}
