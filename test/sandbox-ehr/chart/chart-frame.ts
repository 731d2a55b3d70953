import type { Patient } from "fhir/r4";
import { chartHead, type Tab } from "./chart-head.ts";
import { type Html, html } from "./html.ts";

interface Framed {
  readonly appUrl: string;
  readonly user: string;
  readonly tab: Tab;
}

/** One chart: who the patient is, and the app in a frame of its own, which alone is opened anew when asked. */
export function chartFrame(patient: Patient, { appUrl, user, tab }: Framed): Html {
  const id = patient.id ?? "";
  return html`<section class="chart" aria-labelledby="chart-${id}">
${chartHead(patient, { user, tab })}
<p class="frame-acts"><a href="/open/${id}?user=${user}" target="app-${id}">Open the app anew</a>
<a href="/record/${id}?user=${user}" target="_blank" rel="noreferrer">Record (new tab)</a></p>
<iframe name="app-${id}" title="App in the chart of patient ${id}" data-patient="${id}" src="${appUrl}"></iframe>
</section>`;
}
