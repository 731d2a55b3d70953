import type { Patient } from "fhir/r4";
import { type Html, html } from "./html.ts";
import { death, listName, recordNumber } from "./people.ts";

/** One chart: who the patient is, and the app in a frame of its own. */
export function chartFrame(patient: Patient, appUrl: string): Html {
  const id = patient.id ?? "";
  const died = death(patient);
  return html`<section class="chart" aria-labelledby="chart-${id}">
<header>
<h1 id="chart-${id}">${listName(patient)}</h1>
<span>born ${patient.birthDate ?? "not known"}</span>
<span>${patient.gender ?? ""}</span>
<span class="mono">${recordNumber(patient)}</span>
${died === null ? "" : html`<strong>died ${died}</strong>`}
<a href="/record/${id}" target="_blank" rel="noreferrer">Record (new tab)</a>
</header>
<iframe title="App in the chart of patient ${id}" data-patient="${id}" src="${appUrl}"></iframe>
</section>`;
}
