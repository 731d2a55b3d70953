import type { Patient } from "fhir/r4";
import { type Html, html } from "./html.ts";
import { type FilteredPatients, filterPatients, patientsPerPage } from "./patient-filter.ts";
import { listName, recordNumber, warnings } from "./people.ts";
import { textAt } from "./summary-row.ts";

interface Asked {
  readonly user: string;
  readonly query: URLSearchParams;
}

/** The practice's patients, filtered and by pages; each opens their chart, any two open side by side. */
export function patientList(patients: readonly Patient[], asked: Asked): Html {
  const filtered = filterPatients(patients, asked.query);
  return html`<main><div class="page">
<h1>Patients</h1>
${filterForm(asked)}
<form action="/charts" method="get">
<input type="hidden" name="user" value="${asked.user}">
<div class="scroll"><table>
<thead><tr><th scope="col">Patient</th><th scope="col">Born</th><th scope="col">MRN</th>
<th scope="col" class="narrow-hide">Sex</th><th scope="col">Compare</th></tr></thead>
<tbody>${filtered.patients.map((patient) => row(patient, asked.user))}</tbody>
</table></div>
${filtered.found === 0 ? html`<p>Nobody fits. Take a word away from the filter.</p>` : ""}
<p><button>Open the ticked charts side by side</button></p>
</form>
${pageLinks(filtered, asked)}
</div></main>`;
}

function filterForm({ user, query }: Asked): Html {
  return html`<form method="get" role="search" class="filter">
<input type="hidden" name="user" value="${user}">
<label for="q">Name, MRN or birthday</label>
<input id="q" name="q" type="search" value="${query.get("q") ?? ""}" autocomplete="off">
<button>Filter</button></form>`;
}

function row(patient: Patient, user: string): Html {
  const id = patient.id ?? "";
  const name = listName(patient);
  const notes = warnings(patient).join(", ");
  return html`<tr>
<th scope="row"><a href="/chart/${id}?user=${user}">${name}</a>${notes === "" ? "" : html` <span class="quiet">${notes}</span>`}</th>
<td>${textAt(patient, "birthDate") || "not known"}</td>
<td class="mono">${recordNumber(patient)}</td>
<td class="narrow-hide">${textAt(patient, "gender") || "not known"}</td>
<td><input type="checkbox" name="patients" value="${id}" aria-label="Compare ${name}"></td>
</tr>`;
}

function pageLinks({ patients, found, page, pages }: FilteredPatients, { user, query }: Asked): Html {
  const start = (page - 1) * patientsPerPage;
  const to = (number: number) =>
    `/?${new URLSearchParams({ user, q: query.get("q") ?? "", page: String(number) })}`;
  return html`<nav class="pages" aria-label="Pages of patients">
<span>${found === 0 ? 0 : start + 1} to ${start + patients.length} of ${found}</span>
${page > 1 ? html`<a rel="prev" href="${to(page - 1)}">Previous</a>` : ""}
${page < pages ? html`<a rel="next" href="${to(page + 1)}">Next</a>` : ""}
</nav>`;
}
