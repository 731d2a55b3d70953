import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { connectionFor } from "../../launch/connections.ts";
import {
  askStatements,
  type Examined,
  examine,
  type Finding,
  type Statements,
} from "../../launch/doctor/examine-ehr.ts";
import { buildConfig, type Config } from "../config.ts";
import { ConfigProblem } from "../config-problem.ts";
import { ChartType, OtherType } from "../contract/index.ts";
import { readJsonFile } from "../environment.ts";
import { readKeyring } from "../installation.ts";
import { type Command, WrongUsage } from "./command.ts";

const askMs = 15_000;

/** `doctor ISS`: what will work with an EHR and by which channel, from its own public statements. Signs in nowhere. */
export const doctor: Command = {
  synopsis: "doctor ISS [--discovery FILE] [--metadata FILE] [--json]",
  purpose:
    "Says in words what will work with an EHR and how records reach it. Asks the EHR for its two public statements, or " +
    "reads them from files. Ends with 1 where nobody could sign in.",
  async run(args) {
    const { iss, values } = parse(args);
    const statements = await statementsOf(iss, values);
    const findings = examine(await examinedAt(iss), statements, {
      needed: ChartType.options,
      besides: OtherType.options,
    });
    process.stdout.write(values.json ? `${JSON.stringify(findings)}\n` : inLines(findings));
    return findings.some(stopsSignIn) ? 1 : 0;
  },
};

const usage = new WrongUsage("`doctor` needs the FHIR base address of one EHR, exactly as the EHR sends it.");
const signIn: readonly string[] = ["Discovery", "Addresses", "PKCE"];

function stopsSignIn({ topic, verdict }: Finding): boolean {
  return verdict === "missing" && signIn.includes(topic);
}

const marks = { works: "works", differs: "other", missing: "MISSING", unknown: "?" } as const;

function inLines(findings: readonly Finding[]): string {
  return findings
    .map(({ topic, verdict, words }) => `${marks[verdict].padEnd(8)} ${topic}: ${words}\n`)
    .join("");
}

interface Files {
  readonly discovery?: string | undefined;
  readonly metadata?: string | undefined;
}

async function statementsOf(iss: string, { discovery, metadata }: Files): Promise<Statements> {
  if (discovery === undefined && metadata === undefined)
    return askStatements(iss, AbortSignal.timeout(askMs));
  return {
    ...(discovery !== undefined && { discovery: readText(discovery) }),
    ...(metadata !== undefined && { metadata: readText(metadata) }),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new WrongUsage(`${file} cannot be read.`);
  }
}

/** How the EHR is registered here, where there is an installation that names it; otherwise its address alone. */
async function examinedAt(iss: string): Promise<Examined> {
  const connection = connectionFor((await configured())?.connections ?? [], iss);
  if (!connection) return { iss, endpointOrigins: [], insecureHttp: iss.startsWith("http://"), auth: null };
  return { ...connection, auth: connection.auth.kind };
}

async function configured(): Promise<Config | null> {
  const { CAREMONTH_CONFIG: file, CAREMONTH_KEYS: keyFile } = process.env;
  if (file === undefined) return null;
  if (keyFile === undefined) throw new WrongUsage("CAREMONTH_CONFIG is set, and CAREMONTH_KEYS is not.");
  const source = { where: `CAREMONTH_CONFIG ${file}`, notice: null, variables: process.env };
  try {
    return await buildConfig(readJsonFile("CAREMONTH_CONFIG", file), readKeyring(keyFile), source);
  } catch (error) {
    if (error instanceof ConfigProblem) throw new WrongUsage(error.message);
    throw error;
  }
}

function parse(args: readonly string[]) {
  const { positionals, values } = parseOptions(args);
  const [iss, ...rest] = positionals;
  if (iss === undefined || rest.length > 0 || !URL.canParse(iss) || !/^https?:/.test(iss)) throw usage;
  return { iss, values };
}

function parseOptions(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { discovery: text, metadata: text, json: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw usage;
  }
}
