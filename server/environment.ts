import { readFileSync } from "node:fs";
import * as z from "zod";
import { ConfigProblem } from "./config-problem.ts";

/** Where the keys and the data of an installation are. */
export interface StoreEnvironment {
  readonly keyFile: string;
  readonly store: { kind: "postgres"; url: string } | { kind: "folder"; folder: string };
}

/** What the server was started with. */
export interface Environment extends StoreEnvironment {
  readonly configFile: string;
  readonly host: string;
  readonly port: number;
}

const StoreVariables = z.object({
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
});

const Variables = StoreVariables.extend({
  CAREMONTH_CONFIG: z.string({
    error: "is not set. It names the JSON file with practices and connections; docs/operations.md shows one.",
  }),
  HOST: z
    .string()
    .min(1, { error: "is empty. Give the address to listen on, or leave it out." })
    .default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port: a whole number from 0 to 65535.")
    .transform(Number)
    .refine((port) => port <= 65_535, "is not a port: a whole number from 0 to 65535.")
    .default(8080),
});

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the server needs to start. Throws ConfigProblem with one line per variable; no value is quoted.
 */
export function readEnvironment(variables: Values, args: readonly string[]): Environment {
  const { CAREMONTH_CONFIG, HOST, PORT } = parsed(Variables, variables);
  return { ...readStoreEnvironment(variables, args), configFile: CAREMONTH_CONFIG, host: HOST, port: PORT };
}

/**
 * Reads where keys and data are. Data lives in DATABASE_URL or, with `--pilot DIR`, in a folder; never in both.
 * Throws ConfigProblem.
 */
export function readStoreEnvironment(variables: Values, args: readonly string[]): StoreEnvironment {
  const { CAREMONTH_KEYS, DATABASE_URL } = parsed(StoreVariables, variables);
  return { keyFile: CAREMONTH_KEYS, store: storeOf(DATABASE_URL, pilotFolder(args)) };
}

function parsed<Schema extends z.ZodType>(schema: Schema, variables: Values): z.output<Schema> {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  throw new ConfigProblem(result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`));
}

function pilotFolder(args: readonly string[]): string | undefined {
  const [flag, folder, ...rest] = args;
  if (flag === undefined) return undefined;
  if (flag === "--pilot" && folder !== undefined && rest.length === 0) return folder;
  throw new ConfigProblem(["The only argument is `--pilot DIR`, which keeps the data in a folder."]);
}

function storeOf(url: string | undefined, folder: string | undefined): StoreEnvironment["store"] {
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
