import type {} from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";

/** More than a person who reads again and again, far less than would weigh on an EHR. */
const readsPerMinute = 60;

/**
 * Lets one launch go to the EHR only so often, over all routes that need it. Counted per process, once the launch is
 * proven. Installed on the root before the rate limiter.
 */
export function limitReads(app: FastifyInstance): void {
  app.addHook("onRoute", ({ config }) => {
    if (config?.ehr) config.rateLimit = perLaunch;
  });
}

const perLaunch = {
  max: readsPerMinute,
  timeWindow: "1 minute",
  groupId: "ehr",
  keyGenerator: ({ launch }: FastifyRequest) => launch.context.id,
  errorResponseBuilder: () => new Refusal("too_many_reads"),
};
