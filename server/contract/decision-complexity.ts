import * as z from "zod";
import { DecisionComplexity } from "./month-facts.ts";
import { Reference } from "./primitives.ts";
import { Attestation } from "./reads.ts";

/* What the billing practitioner says of the month's decision making: no read shows it and nobody else may say it. */

/** Where it stands among the facts of the month. */
export const complexityPointer = "/mdm";

/** The levels of the public contract, and the word that nobody can tell yet. */
export const ComplexityAnswer = z.enum([...DecisionComplexity.shape.level.unwrap().options, "not_known"]);
export type ComplexityAnswer = z.infer<typeof ComplexityAnswer>;

/** An answer, whose it is, and by which reference the EHR knows that person. */
export const ComplexityStatement = Attestation.extend({ answer: ComplexityAnswer, person: Reference });
export type ComplexityStatement = z.infer<typeof ComplexityStatement>;

/** The question as the signed-in person sees it. */
export const ComplexityQuestion = z.object({
  asks: z.string(),
  /** What somebody puts their name to together with the answer. */
  statement: z.string(),
  /** The answer that holds; null while nobody gave one. */
  answered: ComplexityStatement.nullable(),
  /** The answers before it, newest first. */
  earlier: z.array(ComplexityStatement),
  /** The one person who may answer; null while it is not known who bills. */
  asked_of: z.string().nullable(),
  /** Why the signed-in person may not answer; null where they may. */
  blocked_by: z.string().nullable(),
});
export type ComplexityQuestion = z.infer<typeof ComplexityQuestion>;

export const ComplexityRequest = z.strictObject({ patient: z.string(), answer: ComplexityAnswer });
export type ComplexityRequest = z.infer<typeof ComplexityRequest>;
