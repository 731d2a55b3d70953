import { expect, it } from "vitest";
import * as z from "zod";
import { MonthFacts } from "../../server/contract/index.ts";
import { knownFields } from "../../server/rules/proof/known-fields.ts";

type Shape = { readonly [field: string]: Shape | null };

/** The object a field of the schema holds, or lists, behind optional and nullable; null for a leaf. */
function shapeOf(schema: unknown): Shape | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return shapeOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return null;
  return Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, shapeOf(field)]));
}

it("are the fields of the contract, neither more nor fewer", () => {
  expect(knownFields).toEqual(shapeOf(MonthFacts));
});
