import { readFileSync } from "node:fs";
import * as z from "zod";
import { ConfigProblem } from "./config-problem.ts";

/** What the process was started with: where its files and its data are, and where it listens. */
export interface Environment {
  readonly configFile: string;
  readonly keyFile: string;
  readonly store: { kind: "postgres"; url: string } | { kind: "folder"; folder: string };
  readonly host: string;
  readonly port: number;
}

const Variables = z.object({
  CAREMONTH_CONFIG: z.string({
    error: "is not set. It names the JSON file with practices and connections; docs/operations.md shows one.",
  }),
  CAREMONTH_KEYS: z.string({
    error:
      "is not set. It names the key file; make one with `npm run caremonth -- keys new FILE --practice ID`.",
  }),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "is not a PostgreSQL address such as postgres://user@host:5432/name.",
    })
    .optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535, { error: "is not a port: a whole number from 0 to 65535." })
    .default(8080),
});

/**
 * Reads variables and arguments. Data goes to DATABASE_URL, or with `--pilot DIR` to a folder; never to both.
 * Throws ConfigProblem with one line per variable; no value is ever quoted.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Environment {
  const parsed = Variables.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigProblem(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`));
  }
  const { CAREMONTH_CONFIG, CAREMONTH_KEYS, DATABASE_URL, HOST, PORT } = parsed.data;
  return {
    configFile: CAREMONTH_CONFIG,
    keyFile: CAREMONTH_KEYS,
    store: storeOf(DATABASE_URL, pilotFolder(args)),
    host: HOST,
    port: PORT,
  };
}

function pilotFolder(args: readonly string[]): string | undefined {
  const [flag, folder, ...rest] = args;
  if (flag === undefined) return undefined;
  if (flag === "--pilot" && folder !== undefined && rest.length === 0) return folder;
  throw new ConfigProblem(["The only argument is `--pilot DIR`, which keeps the data in a folder."]);
}

function storeOf(url: string | undefined, folder: string | undefined): Environment["store"] {
  if (url !== undefined && folder !== undefined) {
    throw new ConfigProblem([
      "DATABASE_URL and --pilot are both given. Keep the one the data is to live in.",
    ]);
  }
  if (url !== undefined) return { kind: "postgres", url };
  if (folder !== undefined) return { kind: "folder", folder };
  throw new ConfigProblem([
    "DATABASE_URL is not set. Give the PostgreSQL database the data is to live in, or start with `--pilot DIR` " +
      "to try CareMonth with one process and a folder.",
  ]);
}

/** The JSON in a file named by a variable. Throws ConfigProblem where it cannot be read or is not JSON. */
export function readJsonFile(variable: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new ConfigProblem([
      `${variable}: the file ${file} ${why}. Check the path, its rights and its content.`,
    ]);
  }
}
