import { type Html, html } from "../chart/html.ts";
import { listName, staffName } from "../chart/people.ts";
import type { ResourceStore } from "../fhir/resource-store.ts";

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who can be chosen when an app starts by itself. */
export interface People {
  readonly staff: readonly Person[];
  readonly patients: readonly Person[];
}

/** What a request says was chosen; nothing at first. */
interface Choices {
  readonly user?: unknown;
  readonly patient?: unknown;
}

/** Everybody in the store, by the names the chart pages use. */
export function peopleIn(store: ResourceStore): People {
  return {
    staff: store.all("Practitioner").map(({ id, resource }) => ({ id, name: staffName(resource) })),
    patients: store.all("Patient").map(({ id, resource }) => ({ id, name: listName(resource) })),
  };
}

/** Whether the page offered everybody whom a request says was chosen there, since it can name anybody. */
export function isOffered({ staff, patients }: People, { user, patient }: Choices): boolean {
  const known = (people: readonly Person[], wanted: unknown) =>
    wanted === undefined || people.some(({ id }) => id === wanted);
  return known(staff, user) && known(patients, patient);
}

/** The page on which the user says who they are and, where the app asks for a patient, whose chart it is about. */
export function patientPicker({ staff, patients }: People, withPatient: boolean): string {
  const chart = withPatient ? choice("patient", "Patient", patients) : "";
  return html`<!doctype html>
<html lang="en">
<title>Sign in to the sandbox EHR</title>
<form method="get">
${choice("user", "Signed in as", staff)}
${chart}
<button>Open the app</button>
</form>
</html>`.text;
}

function choice(name: string, label: string, people: readonly Person[]): Html {
  const options = people.map(({ id, name }) => html`<option value="${id}">${name}</option>`);
  return html`<p><label>${label} <select name="${name}" required>${options}</select></label></p>`;
}
