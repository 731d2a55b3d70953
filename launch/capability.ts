import * as z from "zod";
import type { EhrClient } from "./ehr-client.ts";
import { parseJson } from "./parse-json.ts";

/** What the EHR says it can do: an upper bound, narrowed by registration, role and granted scopes. */
export interface Capability {
  /** `interaction` as the CapabilityStatement spells it: `create`, `update`, `patch`, `search-type`, … */
  supports(type: string, interaction: string): boolean;
  /** True when `POST` with If-None-Exist is advertised for the type. */
  conditionalCreate(type: string): boolean;
  /** Media types accepted by `PATCH`. */
  readonly patchFormat: readonly string[];
}

const ResourceEntry = z.object({
  type: z.string(),
  interaction: z.array(z.object({ code: z.string() })).optional(),
  conditionalCreate: z.boolean().optional(),
});

const Statement = z.object({
  resourceType: z.literal("CapabilityStatement"),
  patchFormat: z.array(z.string()).optional(),
  rest: z.array(z.object({ mode: z.string().optional(), resource: z.array(ResourceEntry).optional() })),
});

/** Reads `/metadata`. Null means "not known": the EHR did not answer, or not with a CapabilityStatement. */
export async function readCapability(client: EhrClient): Promise<Capability | null> {
  const answer = await client.read("metadata");
  if (answer.kind !== "answered" || answer.status !== 200) return null;
  return parseCapability(answer.text);
}

/** The parts of a CapabilityStatement that decide what is written how; null when the text is not one. */
export function parseCapability(text: string): Capability | null {
  const statement = Statement.safeParse(parseJson(text));
  if (!statement.success) return null;
  const resources = statement.data.rest
    .filter(({ mode }) => mode === undefined || mode === "server")
    .flatMap(({ resource }) => resource ?? []);
  return {
    supports: (type, interaction) =>
      resources.some((one) => one.type === type && one.interaction?.some(({ code }) => code === interaction)),
    conditionalCreate: (type) => resources.some((one) => one.type === type && one.conditionalCreate === true),
    patchFormat: statement.data.patchFormat ?? [],
  };
}
