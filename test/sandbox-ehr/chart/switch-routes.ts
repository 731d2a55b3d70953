import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { flavourNamed } from "../flavours/flavours.ts";
import { refuseForeignPages } from "../own-page.ts";
import type { ChartService } from "./visit.ts";

/** Takes what the forms of the control strip send; false where it makes no sense. */
type Switch = (service: ChartService, form: URLSearchParams) => boolean;

const switches: Readonly<Record<string, Switch>> = {
  "/switch/clock": ({ clock }, form) => {
    const forward = Number(form.get("forward"));
    if (!Number.isSafeInteger(forward) || forward <= 0) return false;
    clock.move(forward);
    return true;
  },
  "/switch/flavour": ({ flavours }, form) => {
    const flavour = flavourNamed(form.get("flavour") ?? "");
    if (!flavour) return false;
    flavours.use(flavour);
    return true;
  },
};

/** Serves the switches of the chart pages. Forms of other sites are refused, since any page can send a form. */
export async function switchRoutes(app: FastifyInstance, service: ChartService): Promise<void> {
  app.addHook("onRequest", refuseForeignPages);
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  for (const [url, change] of Object.entries(switches)) {
    app.post(url, (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      if (!change(service, form)) return reply.code(400).send({ error: "There is no such setting." });
      return answer(service, { request, reply, back: form.get("back") ?? "/" });
    });
  }
}

/** The state afterwards to the page's script, the page again to a browser without it. */
function answer(
  { clock, flavours }: ChartService,
  { request, reply, back }: { request: FastifyRequest; reply: FastifyReply; back: string },
): FastifyReply {
  if (request.headers.accept === "application/json") {
    return reply.send({ now: clock.now().toISOString(), flavour: flavours.flavour.title });
  }
  return reply.redirect(/^\/(?![/\\])/.test(back) ? back : "/", 303);
}
