import { readFileSync } from "node:fs";
import type { ConnectionSetting } from "./config-connection.ts";
import { ConfigProblem } from "./config-problem.ts";

type SecretPlace = Pick<ConnectionSetting, "client_secret_env" | "client_secret_file" | "name">;
type Variables = Readonly<Record<string, string | undefined>>;

/** What an EHR hands out is longer; what is shorter is a placeholder or a slip. */
const fewestCharacters = 16;

/**
 * The secret of a client that has one, from the variable or file the connection names. Throws ConfigProblem where it
 * is missing or too short; it is never quoted.
 */
export function readClientSecret(place: SecretPlace, variables: Variables): string {
  const { client_secret_env: variable, client_secret_file: file, name } = place;
  const where = variable ?? file ?? "";
  const secret = (variable === undefined ? contentOf(where) : variables[variable])?.trim() ?? "";
  if (secret.length >= fewestCharacters) return secret;
  const what = secret === "" ? "holds nothing" : `holds less than ${fewestCharacters} characters`;
  throw new ConfigProblem([
    `${where}: the client secret for ${name} is wanted here, and it ${what}. Put in what the EHR handed out.`,
  ]);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new ConfigProblem([
      `${file}: the file with a client secret cannot be read. Check its path and rights.`,
    ]);
  }
}
