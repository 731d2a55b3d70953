import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { chartPages, openingOf } from "./chart-pages.ts";
import { controlStrip } from "./control-strip.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { jobOf } from "./people.ts";
import { switchRoutes } from "./switch-routes.ts";
import { type ChartService, type Shown, toVisit } from "./visit.ts";

const nothing: Shown = {
  title: "Not found",
  main: html`<main><div class="page"><h1>Not found</h1><p>The sandbox holds nothing here.</p></div></main>`,
};

/** Serves the pages people see: patient list, charts with the app in them, and the record behind them. */
export function chartRoutes(app: FastifyInstance, service: ChartService): void {
  for (const [url, page] of Object.entries(chartPages)) {
    app.get(url, (request, reply) => {
      const visit = toVisit(service, request);
      const shown = page(visit);
      const nonce = randomBytes(16).toString("base64");
      return reply
        .code(shown ? 200 : 404)
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-security-policy", contentPolicy(nonce))
        .send(
          layout({
            ...(shown ?? nothing),
            ...frameOf(service, visit.user),
            strip: controlStrip(visit),
            nonce,
          }),
        );
    });
  }
  app.get("/open/:id", (request, reply) => {
    const visit = toVisit(service, request);
    if (!service.store.current("Patient", visit.address.id)) return reply.code(404).send(nothing.title);
    return reply.header("cache-control", "no-store").redirect(openingOf(visit, visit.address.id), 303);
  });
  app.register(async (scope) => switchRoutes(scope, service));
}

/** The practice's people around every page, and which of them is signed in. Charts from elsewhere bring others. */
function frameOf({ store }: ChartService, user: string) {
  const roles = store.all("PractitionerRole").map(({ resource }) => resource);
  const known = store.all("Practitioner").map(({ resource }) => resource);
  const ours = known.filter(({ id }) => jobOf(id ?? "", roles) !== "" || id === user);
  return { user, job: jobOf(user, roles), staff: roles.length === 0 ? known : ours };
}

/** Frames may come from anywhere, as an EHR opens apps of many makers; everything else is the page's own. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "frame-src http: https:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
