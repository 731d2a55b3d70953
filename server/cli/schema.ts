import { isSchemaName, jsonSchema, schemaNames } from "../contract/json-schemas.ts";
import { type Command, WrongUsage } from "./command.ts";

/** `schema`: one JSON Schema of the contract, as it stands in docs/schema. */
export const schema: Command = {
  synopsis: `schema ${schemaNames.join("|")}`,
  purpose: "Prints the JSON Schema of what `evaluate` takes, of what it answers, or of a policy file.",
  async run([name = "", ...rest]) {
    if (!isSchemaName(name) || rest.length > 0) {
      throw new WrongUsage(`\`schema\` takes one of ${schemaNames.join(", ")}.`);
    }
    process.stdout.write(`${JSON.stringify(jsonSchema(name), null, 2)}\n`);
    return 0;
  },
};
