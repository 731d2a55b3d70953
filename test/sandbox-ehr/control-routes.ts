import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { faultSchema, outageSchema } from "./faults/fault.ts";
import { type FaultRules, faultMatchSchema } from "./faults/fault-rules.ts";
import type { Listening } from "./faults/listening.ts";
import type { Flavour } from "./flavours/flavour.ts";
import type { FlavourSwitch } from "./flavours/flavour-switch.ts";
import { flavours as allFlavours, flavourNamed } from "./flavours/flavours.ts";
import { refuseForeignPages } from "./own-page.ts";
import type { RequestLog } from "./request-log.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

/** What the control API turns. */
export interface Controlled {
  readonly clock: SandboxClock;
  readonly faults: FaultRules;
  readonly listening: Listening;
  readonly flavours: FlavourSwitch;
  readonly log: RequestLog;
}

const askedFault = z.union([
  z.strictObject({ fault: outageSchema }),
  z.strictObject({ fault: faultSchema, match: faultMatchSchema.optional() }),
]);
/** At most a year at once: a clock set too far breaks every date, and it never goes back. */
const askedTime = z.strictObject({
  advanceMs: z
    .int()
    .min(0)
    .max(366 * 24 * 60 * 60 * 1000),
});
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const askedPage = z.strictObject({
  after: number.default(0),
  count: number.pipe(z.int().min(1).max(1000)).default(100),
});
const askedFlavour = z.strictObject({
  flavour: z
    .enum(allFlavours.map(({ name }) => name))
    .transform(flavourNamed)
    .pipe(z.custom<Flavour>()),
});

/**
 * Lets other processes decide what the EHR does next, and see what was asked of it. Bodies are JSON, which a page of
 * another origin cannot send. Every answer but the log's is the state afterwards: the time, the flavour, and the faults
 * not yet used up.
 */
export async function controlRoutes(app: FastifyInstance, controlled: Controlled): Promise<void> {
  app.addHook("onRequest", refuseForeignPages);
  const { clock, faults, listening, flavours, log } = controlled;
  const state = () => ({
    now: clock.now().toISOString(),
    flavour: flavours.flavour.name,
    faults: faults.list(),
  });
  app.get("/control/state", state);
  app.get("/control/requests", ({ query }, reply) => {
    const asked = askedPage.safeParse(query);
    return asked.success ? log.page(asked.data) : misunderstood(reply, asked.error);
  });
  app.delete("/control/faults", () => {
    faults.clear();
    return state();
  });
  app.post("/control/clock", ({ body }, reply) => {
    const asked = askedTime.safeParse(body);
    if (!asked.success) return misunderstood(reply, asked.error);
    clock.move(asked.data.advanceMs);
    return state();
  });
  app.post("/control/flavour", ({ body }, reply) => {
    const asked = askedFlavour.safeParse(body);
    if (!asked.success) return misunderstood(reply, asked.error);
    flavours.use(asked.data.flavour);
    return state();
  });
  app.post("/control/faults", ({ body }, reply) => {
    const asked = askedFault.safeParse(body);
    if (!asked.success) return misunderstood(reply, asked.error);
    const { fault } = asked.data;
    if (fault.kind === "refuse") reply.raw.once("finish", () => void listening.refuse(fault.ms));
    else faults.add(fault, "match" in asked.data ? asked.data.match : {});
    return state();
  });
}

function misunderstood(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return reply.code(400).send({ error: z.prettifyError(error) });
}
