import type { InjectOptions } from "fastify";
import { afterAll, beforeAll } from "vitest";
import * as z from "zod";
import { requireSamePatient } from "../../server/launches/launches-service.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** What a route of the product may look like: one that reads, one that writes, one that needs the EHR. */
async function startProbes(): Promise<TestServer> {
  return startTestServer({
    more: (app, deps) => {
      const required = { launch: "required", act: "none" } as const;
      app.get("/probe", { config: required }, async ({ launch }) => ({ patient: launch.context.patient }));
      app.get("/probe-ehr", { config: { ...required, ehr: true } }, async ({ launch }) => ({
        scopes: launch.context.scopes,
      }));
      app.get("/probe-none", { config: { launch: "none" } }, async ({ launch }) => launch.context);
      app.post(
        "/probe",
        { config: required, schema: { body: z.strictObject({ patient: z.string() }) } },
        async (request) => {
          await requireSamePatient(
            deps,
            request.launch,
            z.object({ patient: z.string() }).parse(request.body).patient,
          );
          return { written: true };
        },
      );
    },
  });
}

interface ProbeAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface ProbedServer {
  server(): TestServer;
  ask(options: InjectOptions): Promise<ProbeAnswer>;
  /** Asks one of the probes with these headers, the one that only reads unless said. */
  probe(headers: Readonly<Record<string, string>>, url?: string): Promise<ProbeAnswer>;
}

/** One server with probes for a test file. */
export function probedServer(): ProbedServer {
  let started: TestServer | undefined;
  const server = () => {
    if (!started) throw new Error("the server has not started");
    return started;
  };
  beforeAll(async () => {
    started = await startProbes();
  });
  afterAll(() => server().close());
  const ask = async (options: InjectOptions) => {
    const answer = await server().app.inject(options);
    return { status: answer.statusCode, body: answer.body === "" ? {} : answer.json() };
  };
  return { server, ask, probe: (headers, url = "/probe") => ask({ url, headers }) };
}
