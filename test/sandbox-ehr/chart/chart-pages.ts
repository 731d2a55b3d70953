import type { Patient } from "fhir/r4";
import { chartFrame } from "./chart-frame.ts";
import { chartHead, type Tab } from "./chart-head.ts";
import { type Html, html } from "./html.ts";
import { patientList } from "./patient-list.ts";
import { recordList } from "./record-list.ts";
import { resourceVersions } from "./resource-versions.ts";
import { chartSummary } from "./summary.ts";
import type { Shown, Visit } from "./visit.ts";

/** One function a page; null where the sandbox holds nothing to show. */
export const chartPages: Readonly<Record<string, (visit: Visit) => Shown | null>> = {
  "/": ({ store, user, query }) => ({
    title: "Patients",
    main: patientList(resourcesOf(store.all("Patient")), { user, query }),
    keep: kept(query, ["q", "page"]),
  }),
  "/chart/:id": (visit) => {
    const [chart] = charts(visit, { ids: [visit.address.id], tab: "app" });
    return chart
      ? { title: `Chart ${visit.address.id}`, main: html`<main class="charts">${chart}</main>` }
      : null;
  },
  "/charts": (visit) => {
    const ids = visit.query.getAll("patients").flatMap((one) => one.split(","));
    const side = charts(visit, { ids, tab: "none" });
    const main = html`<main class="charts"><div class="side-by-side">${side}</div></main>`;
    return { title: "Charts side by side", main, keep: [["patients", ids.join(",")]] };
  },
  "/summary/:id": (visit) =>
    ofChart(visit, "summary", ({ filed, user }) => ({ main: chartSummary(filed, user) })),
  "/record/:id": (visit) =>
    ofChart(visit, "record", ({ filed, user, query, address: { id } }) => ({
      main: recordList({ patient: id, user, type: query.get("type"), filed }),
      keep: kept(query, ["type"]),
    })),
  "/resource/:type/:id": ({ store, user, query, address: { type, id } }) => {
    const versions = store.history(type, id);
    const main = resourceVersions(versions, { user, from: query.get("from"), to: query.get("to") });
    return versions.length > 0 ? { title: `${type}/${id}`, main, keep: kept(query, ["from", "to"]) } : null;
  },
};

/** Where the app is opened for a patient. Every opening is a launch of its own, so that no frame ever shares one. */
export function openingOf({ launches, launchUrl, fhirBase, user }: Visit, patient: string): string {
  const appUrl = new URL(launchUrl);
  appUrl.searchParams.set("iss", fhirBase);
  appUrl.searchParams.set("launch", launches.open({ patient, user }));
  return appUrl.href;
}

function charts(visit: Visit, { ids, tab }: { ids: readonly string[]; tab: Tab }): Html[] {
  const wanted = resourcesOf(visit.store.all("Patient")).filter(({ id }) => ids.includes(id ?? ""));
  return wanted.map((patient: Patient) =>
    chartFrame(patient, { appUrl: openingOf(visit, patient.id ?? ""), user: visit.user, tab }),
  );
}

interface ChartVisit extends Visit {
  readonly filed: (type: string) => ReturnType<Visit["store"]["ofPatient"]>;
}

type Inside = (visit: ChartVisit) => Pick<Shown, "main" | "keep">;

/** A page of one chart besides the app's; null where there is no such patient. */
function ofChart(visit: Visit, tab: "summary" | "record", inside: Inside): Shown | null {
  const { store, user, address } = visit;
  const patient = store.all("Patient").find(({ id }) => id === address.id)?.resource;
  if (!patient) return null;
  const shown = inside({ ...visit, filed: (type) => store.ofPatient(type, address.id) });
  const main = html`<main><div class="page">${chartHead(patient, { user, tab })}${shown.main}</div></main>`;
  return { title: `${tab === "summary" ? "Summary" : "Record"} of ${address.id}`, ...shown, main };
}

function kept(query: URLSearchParams, names: readonly string[]): [string, string][] {
  return names.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] satisfies [string, string]];
  });
}

function resourcesOf<Resource>(stored: readonly { resource: Resource }[]): Resource[] {
  return stored.map(({ resource }) => resource);
}
