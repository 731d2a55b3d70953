import * as z from "zod";
import { Instant, Reference } from "./primitives.ts";

/** The resource types a month stands on, read in one wave: while one of them did not end complete, nothing is ready. */
export const ChartType = z.enum([
  "Patient",
  "Condition",
  "Consent",
  "CarePlan",
  "Encounter",
  "Task",
  "Coverage",
]);
export type ChartType = z.infer<typeof ChartType>;

/** What else is read of a chart when it is asked for. How these end never changes what a month supports. */
export const OtherType = z.enum([
  "Goal",
  "CareTeam",
  "MedicationRequest",
  "AllergyIntolerance",
  "Procedure",
  "Observation",
  "DocumentReference",
  "QuestionnaireResponse",
  "Claim",
  "ExplanationOfBenefit",
  "ServiceRequest",
  "EpisodeOfCare",
]);
export type OtherType = z.infer<typeof OtherType>;

/** Every resource type that is read of the host EHR. */
export const ReadType = z.enum([...ChartType.options, ...OtherType.options]);
export type ReadType = z.infer<typeof ReadType>;

/**
 * How a read ended. Only `complete` may be taken for "there is nothing else":
 * `incomplete` was cut short, `denied` was refused, `unsupported` does not exist at this EHR, `failed` never answered.
 */
export const ReadOutcome = z.enum(["complete", "incomplete", "denied", "unsupported", "failed"]);
export type ReadOutcome = z.infer<typeof ReadOutcome>;

/** What a fact stands on: the resource, its version, when it was read and how that read ended. */
export const Evidence = z.object({
  reference: z.union([Reference, ChartType]),
  version: z.string().nullable(),
  retrieved: Instant,
  outcome: ReadOutcome,
});
export type Evidence = z.infer<typeof Evidence>;

/** Who vouched for a fact that no resource can show. */
export const Attestation = z.object({
  by: z.string().min(1),
  role: z.string().min(1),
  on: z.union([Instant, z.iso.date()]),
});
export type Attestation = z.infer<typeof Attestation>;
