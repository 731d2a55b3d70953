import { parse, stringify } from "lossless-json";
import { isObject } from "../fhir/json.ts";
import type { Stored } from "../fhir/resource-store.ts";
import { Html, html } from "./html.ts";
import { type Difference, jsonDifference } from "./json-difference.ts";

interface Asked {
  readonly user: string;
  /** Two versions to hold against each other; by default the last two. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Every version of one resource, newest first and open, and how two of them differ. */
export function resourceVersions(versions: readonly Stored[], asked: Asked): Html {
  const [newest] = versions;
  const charts = newest?.patients.map(
    (patient) => html`<a href="/record/${patient}?user=${asked.user}">Record of ${patient}</a> `,
  );
  return html`<main><div class="page">
<h1 class="mono">${newest?.reference ?? ""}</h1>
<p>${charts ?? ""}</p>
${versions.length > 1 ? comparison(versions, asked) : ""}
${versions.map(versionDetails)}
</div></main>`;
}

function comparison(versions: readonly Stored[], { user, from, to }: Asked): Html {
  const named = (version: string | null) => versions.find((one) => one.version === version);
  const [was, is] = [named(from) ?? versions[1], named(to) ?? versions[0]];
  if (!was || !is) return html``;
  return html`<section aria-labelledby="difference"><h2 id="difference">What changed</h2>
<form method="get" class="filter"><input type="hidden" name="user" value="${user}">
${versionChoice("from", { label: "from version", versions, chosen: was })}
${versionChoice("to", { label: "to version", versions, chosen: is })}
<button>Compare</button></form>
${differenceTable(jsonDifference(contentOf(was), contentOf(is)))}</section>`;
}

interface Choice {
  readonly label: string;
  readonly versions: readonly Stored[];
  readonly chosen: Stored;
}

function versionChoice(name: string, { label, versions, chosen }: Choice): Html {
  const options = versions.map(({ version }) => {
    const selected = new Html(version === chosen.version ? " selected" : "");
    return html`<option${selected}>${version}</option>`;
  });
  return html`<label for="${name}">${label}</label> <select id="${name}" name="${name}">${options}</select> `;
}

function differenceTable(differences: readonly Difference[]): Html {
  if (differences.length === 0) return html`<p>Both say the same.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Differences"><table class="stacks">
<thead><tr><th scope="col">Where</th><th scope="col">Was</th><th scope="col">Is</th></tr></thead>
<tbody>${differences.map(differenceRow)}</tbody></table></div>`;
}

function differenceRow({ path, was, is }: Difference): Html {
  return html`<tr><th scope="row" class="mono">${path}</th>
<td class="mono was" data-heading="Was">${was === null ? html`<em>not there</em>` : html`<del>${was}</del>`}</td>
<td class="mono is" data-heading="Is">${is === null ? html`<em>taken out</em>` : html`<ins>${is}</ins>`}</td></tr>`;
}

/** Version and time differ between any two versions, and stand in the headings. */
function contentOf({ text }: Stored): unknown {
  const resource = parse(text);
  if (!isObject(resource) || !isObject(resource["meta"])) return resource;
  const { versionId, lastUpdated, ...meta } = resource["meta"];
  return { ...resource, meta };
}

function versionDetails({ version, lastUpdated, text }: Stored, place: number): Html {
  const open = new Html(place === 0 ? " open" : "");
  return html`<details${open}><summary>Version ${version}, ${lastUpdated}</summary>
<pre tabindex="0" aria-label="Version ${version}">${stringify(parse(text), undefined, 2) ?? ""}</pre></details>`;
}
