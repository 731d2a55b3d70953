import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "@fastify/type-provider-zod";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { ehrDiscoveries } from "../launch/smart-launch.ts";
import { registerAssetRoutes } from "./asset-routes.ts";
import type { ServerDeps } from "./deps.ts";
import { registerDraftRoutes } from "./drafts/draft-routes.ts";
import { errorHandler } from "./error-handler.ts";
import { Refusal } from "./errors.ts";
import { registerHealthRoute } from "./health-route.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createCharts } from "./launches/chart-service.ts";
import { installLaunchGuard } from "./launches/launch-guard.ts";
import { registerLaunchRoutes } from "./launches/launch-routes.ts";
import { limitReads } from "./launches/read-limit.ts";
import { type EhrStyles, ehrStyles } from "./launches/styles-service.ts";
import { createTokenKeeper, type TokenKeeper } from "./launches/token-keeper.ts";
import { logAnswer, logOptions } from "./log-options.ts";
import type { MonthDeps } from "./month/month-deps.ts";
import { registerMonthRoutes } from "./month/month-routes.ts";
import { createOutbox } from "./outbox/outbox-service.ts";
import { registerPracticeRoutes } from "./practices/practice-routes.ts";
import { setSecurityHeaders } from "./security-headers.ts";

/** The whole server over what it stands on, not yet listening. Registering a route without a launch need throws. */
export function buildApp(deps: ServerDeps): FastifyInstance {
  const app = createServer(deps);
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorHandler(deps.config));
  app.setNotFoundHandler(() => {
    throw new Refusal("not_found");
  });
  app.addHook("onRequest", async (_request, reply) => setSecurityHeaders(reply));
  app.addHook("onResponse", async (request, reply) => logAnswer(request, reply));
  const held = { ...deps, keeper: createTokenKeeper(deps), styles: ehrStyles(deps.now) };
  installLaunchGuard(app, held);
  limitReads(app);
  keepHouse(app, deps);
  void app.register(cookie);
  void app.register(rateLimit, { global: false });
  void app.register(async (routes) => {
    const typed = routes.withTypeProvider<ZodTypeProvider>();
    registerHealthRoute(typed);
    registerAssetRoutes(typed, deps);
    registerLaunchRoutes(typed, { ...held, known: ehrDiscoveries(deps.now) });
    registerMonthRoutes(typed, monthDeps(held, app));
    registerDraftRoutes(typed, deps);
    registerPracticeRoutes(typed, deps);
  });
  return app;
}

function keepHouse(app: FastifyInstance, deps: ServerDeps): void {
  const house = createHousekeeping(deps, (err) => app.log.error({ err }, "housekeeping failed"));
  app.addHook("onReady", () => house.tidy());
  app.addHook("onClose", () => house.close());
}

interface HoldingDeps extends ServerDeps {
  readonly keeper: TokenKeeper;
  readonly styles: EhrStyles;
}

/** The month works on charts and an outbox; the outbox finishes what is under way before the server is gone. */
function monthDeps(deps: HoldingDeps, app: FastifyInstance): MonthDeps {
  const charts = createCharts(deps);
  const onDefect = (error: Error) => app.log.error({ err: error }, "outbox step failed");
  const outbox = createOutbox({ ...deps, openChart: charts.open, onDefect });
  app.addHook("onReady", () => outbox.sweep());
  app.addHook("onClose", () => outbox.close());
  return { ...deps, charts, outbox };
}

/**
 * Limits: a body of 1 MiB, 30 s to send a request and as long to answer it. Request ids are ours alone, and only the
 * proxies that were named are believed when they say where a request came from.
 */
function createServer({ config, log }: ServerDeps): FastifyInstance {
  const answerError = errorHandler(config);
  return Fastify({
    logger: logOptions(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    handlerTimeout: 30_000,
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(reply);
      answerError(error, request, reply);
    },
  });
}
