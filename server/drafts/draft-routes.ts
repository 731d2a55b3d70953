import * as z from "zod";
import { Draft, DraftRequest, PatientRequest } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { requireSamePatient } from "../launches/launches-service.ts";
import type { TypedApp } from "../typed-app.ts";
import { dropDraft, findDraft, keepDraft } from "./drafts-service.ts";

const config = { launch: "required", act: "none" } as const;
/** A name of ours for a field on a screen; it says nothing of a patient. */
const atPlace = z.object({ place: z.string().regex(/^[a-z0-9-]{1,64}$/) });

/** What a user has typed and not yet saved. It needs no EHR, so that it outlives the EHR's permission. */
export function registerDraftRoutes(app: TypedApp, deps: ServerDeps): void {
  app.get(
    "/api/drafts/:place",
    { config, schema: { params: atPlace, response: { 200: Draft } } },
    async ({ launch, params }) => ({
      patient: launch.patientKey,
      draft: await findDraft(deps, launch, params.place),
    }),
  );
  app.put(
    "/api/drafts/:place",
    { config, schema: { params: atPlace, body: DraftRequest } },
    async ({ launch, params, body }, reply) => {
      await requireSamePatient(deps, launch, body.patient);
      await keepDraft(deps, launch, { place: params.place, text: body.text });
      return reply.code(204).send();
    },
  );
  app.delete(
    "/api/drafts/:place",
    { config, schema: { params: atPlace, body: PatientRequest } },
    async ({ launch, params, body }, reply) => {
      await requireSamePatient(deps, launch, body.patient);
      await dropDraft(deps, launch, params.place);
      return reply.code(204).send();
    },
  );
}
