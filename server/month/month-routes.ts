import * as z from "zod";
import {
  AttestRequest,
  ComplexityRequest,
  Deliveries,
  Month,
  MonthView,
  OtherReads,
  PatientRequest,
  RecordPreview,
  RecordRequest,
} from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import { requireSamePatient } from "../launches/launches-service.ts";
import { isDeliveryOf } from "../outbox/outbox-service.ts";
import type { TypedApp } from "../typed-app.ts";
import { attestMonth } from "./attest-month.ts";
import { confirmPreview } from "./confirm-preview.ts";
import type { MonthDeps } from "./month-deps.ts";
import { deliveriesIn, previewMonth, requestedMonth, viewMonth } from "./month-service.ts";
import { monthOf } from "./read-month.ts";
import { viewOthers } from "./read-others.ts";
import { userKey } from "./signed-in.ts";
import { stateComplexity } from "./state-complexity.ts";

const atMonth = z.object({ month: z.union([Month, z.literal("current")]) });
const reads = { launch: "required", act: "none", ehr: true } as const;
/** A step that has begun is not broken off because its asker left. */
const stepMs = 25_000;
const keeps = { launch: "required", act: "none" } as const;
const states = { launch: "required", act: "state" } as const;
const prepares = { ...reads, act: "prepare_month" } as const;

/** The month: what it supports, the questions a person settles, and its recording in the EHR. */
export function registerMonthRoutes(app: TypedApp, deps: MonthDeps): void {
  registerView(app, deps);
  registerAttestations(app, deps);
  registerRecording(app, deps);
  registerDeliveries(app, deps);
}

function registerView(app: TypedApp, deps: MonthDeps): void {
  const schema = { params: atMonth, response: { 200: MonthView } };
  app.get("/api/month/:month", { config: reads, schema }, async ({ launch, params }) =>
    viewMonth(deps, launch, requestedMonth(deps, launch, params.month)),
  );
  const others = { response: { 200: OtherReads } };
  app.get("/api/other-reads", { config: reads, schema: others }, async ({ launch }) =>
    viewOthers(deps, launch),
  );
}

function registerAttestations(app: TypedApp, deps: MonthDeps): void {
  const schema = { params: atMonth, body: AttestRequest };
  app.post(
    "/api/month/:month/attestations",
    { config: states, schema },
    async ({ launch, params, body }, reply) => {
      await requireSamePatient(deps, launch, body.patient);
      await attestMonth(deps, { launch, month: requestedMonth(deps, launch, params.month), request: body });
      return reply.code(204).send();
    },
  );
  const complexity = { params: atMonth, body: ComplexityRequest };
  app.post(
    "/api/month/:month/decision-complexity",
    { config: reads, schema: complexity },
    async ({ launch, params, body }, reply) => {
      await requireSamePatient(deps, launch, body.patient);
      const month = requestedMonth(deps, launch, params.month);
      await stateComplexity(deps, { launch, month, answer: body.answer });
      return reply.code(204).send();
    },
  );
}

function registerRecording(app: TypedApp, deps: MonthDeps): void {
  const preview = { params: atMonth, body: PatientRequest, response: { 200: RecordPreview } };
  app.post(
    "/api/month/:month/preview",
    { config: prepares, schema: preview },
    async ({ launch, params, body }) => {
      await requireSamePatient(deps, launch, body.patient);
      return previewMonth(deps, launch, requestedMonth(deps, launch, params.month));
    },
  );
  const record = { params: atMonth, body: RecordRequest, response: { 202: Deliveries } };
  app.post(
    "/api/month/:month/record",
    { config: prepares, schema: record },
    async ({ launch, params, body }, reply) => {
      await requireSamePatient(deps, launch, body.patient);
      const month = requestedMonth(deps, launch, params.month);
      await confirmPreview(deps, { launch, month, preview: body.preview });
      return reply.code(202).send(await deliveriesIn(deps, launch, month));
    },
  );
}

function registerDeliveries(app: TypedApp, deps: MonthDeps): void {
  const list = { params: atMonth, response: { 200: Deliveries } };
  app.get("/api/month/:month/deliveries", { config: keeps, schema: list }, async ({ launch, params }) =>
    deliveriesIn(deps, launch, requestedMonth(deps, launch, params.month)),
  );
  const step = { params: z.object({ id: z.uuid() }), body: PatientRequest, response: { 200: Deliveries } };
  app.post(
    "/api/deliveries/:id/look-up",
    { config: reads, schema: step },
    async ({ launch, params, body }) => {
      await requireSamePatient(deps, launch, body.patient);
      const row = await isDeliveryOf(deps, params.id, monthOf(launch, ""));
      if (!row) throw new Refusal("not_found");
      const chart = deps.charts.of(launch, AbortSignal.timeout(stepMs));
      await deps.outbox.step(row.id, { chart, user_key: userKey(deps, launch) });
      return deliveriesIn(deps, launch, row.month);
    },
  );
}
