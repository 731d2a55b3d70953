import type { ReadType } from "../../server/contract/index.ts";
import { parseCapability } from "../capability.ts";
import { cappedText } from "../capped-text.ts";
import { parseJson } from "../parse-json.ts";
import { capabilityFindings } from "./capability-findings.ts";
import { discoveryFindings, type Examined } from "./discovery-findings.ts";
import type { Finding } from "./finding.ts";

export type { Examined } from "./discovery-findings.ts";
export type { Finding } from "./finding.ts";

/** What an EHR says of itself, as text; null where it did not answer, or not with a success; absent where nobody asked. */
export interface Statements {
  readonly discovery?: string | null;
  readonly metadata?: string | null;
}

interface Wanted {
  readonly needed: readonly ReadType[];
  readonly besides: readonly ReadType[];
}

/** Says in words what will work with an EHR, and by which channel records reach it. Pure. */
export function examine(examined: Examined, statements: Statements, wanted: Wanted): Finding[] {
  const { discovery, metadata } = statements;
  return [
    ...discoveryFindings(
      typeof discovery === "string" ? (parseJson(discovery) ?? null) : discovery,
      examined,
    ),
    ...capabilityFindings(typeof metadata === "string" ? parseCapability(metadata) : metadata, wanted),
  ];
}

/** A statement of a large EHR has a hundred kilobytes. */
const bodyCap = 8 * 1024 * 1024;

/** Asks an EHR for its two public statements, without signing in. Follows no redirect; never throws. */
export async function askStatements(iss: string, signal: AbortSignal): Promise<Statements> {
  const base = iss.replace(/\/+$/, "");
  const [discovery, metadata] = await Promise.all([
    ask(`${base}/.well-known/smart-configuration`, "application/json", signal),
    ask(`${base}/metadata`, "application/fhir+json", signal),
  ]);
  return { discovery, metadata };
}

async function ask(url: string, accept: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, { headers: { accept }, redirect: "manual", signal });
    const read = await cappedText(response, bodyCap);
    return response.ok && read.kind === "text" ? read.text : null;
  } catch {
    return null;
  }
}
