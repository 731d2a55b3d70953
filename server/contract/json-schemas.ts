import * as z from "zod";
import { MonthCase } from "./month-facts.ts";
import { Policy } from "./policy.ts";
import { Readiness } from "./readiness.ts";

/** What other people's systems send and get, by the name of its schema file. */
const published = {
  "month-case": { schema: MonthCase, io: "input", title: "A patient-month and what is known of it" },
  readiness: { schema: Readiness, io: "output", title: "What a patient-month supports, and why" },
  policy: {
    schema: Policy,
    io: "input",
    title: "A version of the rules, and the payers' edits on top of it",
  },
} as const;

export type SchemaName = keyof typeof published;
export const schemaNames = Object.keys(published).filter(isSchemaName);

export function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(published, name);
}

/** The JSON Schema, draft 2020-12, of one shape of the contract. What a schema cannot say, zod still checks. */
export function jsonSchema(name: SchemaName): object {
  const { schema, io, title } = published[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return { $schema, $id: `${name}.schema.json`, title, ...rest };
}
