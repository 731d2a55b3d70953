import type { Patient } from "fhir/r4";
import { type Html, html } from "./html.ts";
import { death, listName, recordNumber } from "./people.ts";

/** The practice's patients; each opens their chart, any two open side by side. */
export function patientList(patients: readonly Patient[], user: string): Html {
  return html`<main><div class="page">
<h1>Patients</h1>
<form action="/charts" method="get">
<input type="hidden" name="user" value="${user}">
<div class="scroll"><table>
<thead><tr><th scope="col">Patient</th><th scope="col">Born</th><th scope="col">MRN</th>
<th scope="col" class="narrow-hide">Sex</th><th scope="col">Compare</th></tr></thead>
<tbody>${patients.map((patient) => row(patient, user))}</tbody>
</table></div>
<p><button>Open the ticked charts side by side</button></p>
</form>
</div></main>`;
}

function row(patient: Patient, user: string): Html {
  const id = patient.id ?? "";
  const name = listName(patient);
  const died = death(patient);
  return html`<tr>
<th scope="row"><a href="/chart/${id}?user=${user}">${name}</a>${died === null ? "" : html` <span class="quiet">died ${died}</span>`}</th>
<td>${patient.birthDate ?? "not known"}</td>
<td class="mono">${recordNumber(patient)}</td>
<td class="narrow-hide">${patient.gender ?? "not known"}</td>
<td><input type="checkbox" name="patients" value="${id}" aria-label="Compare ${name}"></td>
</tr>`;
}
