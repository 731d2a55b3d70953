import { jsonSchema, schemaNames } from "../contract/json-schemas.ts";
import { ruleBook } from "./rule-book/rule-book.ts";

/** Every document written from the program's own objects: its path in the project, and its text. */
export function generatedDocs(): { readonly path: string; readonly text: string }[] {
  return [
    { path: "docs/rules.md", text: ruleBook() },
    ...schemaNames.map((name) => ({
      path: `docs/schema/${name}.schema.json`,
      text: `${JSON.stringify(jsonSchema(name), null, 2)}\n`,
    })),
  ];
}
