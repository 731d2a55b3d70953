import type { FastifyInstance } from "fastify";
import type { Patient } from "fhir/r4";
import { chartFrame } from "./chart-frame.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { patientList } from "./patient-list.ts";
import { recordList, resourceVersions } from "./resource-browser.ts";
import { type ChartService, type Shown, toVisit, type Visit } from "./visit.ts";

/** One function a page; null where the sandbox holds nothing to show. */
const pages: Readonly<Record<string, (visit: Visit) => Shown | null>> = {
  "/": ({ store, user }) => ({
    title: "Patients",
    main: patientList(resourcesOf(store.all("Patient")), user),
  }),
  "/chart/:id": (visit) => {
    const [chart] = charts(visit, [visit.address.id]);
    return chart
      ? { title: `Chart ${visit.address.id}`, main: html`<main class="charts">${chart}</main>` }
      : null;
  },
  "/charts": (visit) => {
    const patients = visit.query.getAll("patients").flatMap((one) => one.split(","));
    const main = html`<main class="charts"><div class="side-by-side">${charts(visit, patients)}</div></main>`;
    return { title: "Charts side by side", main, keep: [["patients", patients.join(",")]] };
  },
  "/record/:id": ({ store, address: { id } }) => {
    const filed = ["Task", "CarePlan", "Consent", "Goal"].flatMap((type) => store.ofPatient(type, id));
    return { title: `Record of ${id}`, main: recordList(id, filed) };
  },
  "/resource/:type/:id": ({ store, address: { type, id } }) => {
    const versions = store.history(type, id);
    const main = resourceVersions(`${type}/${id}`, versions);
    return versions.length > 0 ? { title: `${type}/${id}`, main } : null;
  },
};

const nothing: Shown = {
  title: "Not found",
  main: html`<main><div class="page"><h1>Not found</h1><p>The sandbox holds nothing here.</p></div></main>`,
};

/** Serves the pages people see: patient list, charts with the app in them, and the record behind them. */
export function chartRoutes(app: FastifyInstance, service: ChartService): void {
  for (const [url, page] of Object.entries(pages)) {
    app.get(url, (request, reply) => {
      const visit = toVisit(service, request);
      const shown = page(visit);
      const staff = resourcesOf(service.store.all("Practitioner"));
      return reply
        .code(shown ? 200 : 404)
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .send(layout({ ...(shown ?? nothing), staff, user: visit.user }));
    });
  }
}

/** Every visit to a chart is a launch of its own, so that no frame ever shares one. */
function charts({ store, launches, launchUrl, fhirBase, user }: Visit, ids: readonly string[]): Html[] {
  const wanted = resourcesOf(store.all("Patient")).filter(({ id }) => ids.includes(id ?? ""));
  return wanted.map((patient: Patient) => {
    const appUrl = new URL(launchUrl);
    appUrl.searchParams.set("iss", fhirBase);
    appUrl.searchParams.set("launch", launches.open({ patient: patient.id ?? "", user }));
    return chartFrame(patient, appUrl.href);
  });
}

function resourcesOf<Resource>(stored: readonly { resource: Resource }[]): Resource[] {
  return stored.map(({ resource }) => resource);
}
