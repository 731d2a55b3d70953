import * as z from "zod";
import type { LaunchContext, PanelContext } from "../../launch/launch-context.ts";
import type { Pinned } from "../../launch/pin.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { LaunchTable } from "../store/schema.ts";

const FhirContextItem = z.strictObject({
  reference: z.string().optional(),
  canonical: z.string().optional(),
  type: z.string().optional(),
  role: z.string().optional(),
});

// Launches opened by an earlier release go on after an update; what it did not pin is then not known.
const pinned = {
  iss: z.string(),
  user: z.string(),
  scopes: z.array(z.string()),
  asked: z.array(z.string()).default([]),
  needPatientBanner: z.boolean(),
  intent: z.string().nullable().default(null),
  smartStyleUrl: z.string().nullable().default(null),
  tenant: z.string().nullable().default(null),
  fhirContext: z.array(FhirContextItem).default([]),
};

const inChart = { ...pinned, patient: z.string(), encounter: z.string().nullable() };
const outside = { ...pinned, patient: z.null(), encounter: z.null() };
const own = { id: z.string(), practice: z.string(), launchedAt: z.string() };

/** What an EHR decided about a launch that is not open yet. */
export const PinnedForm: z.ZodType<Pinned> = z.union([z.strictObject(inChart), z.strictObject(outside)]);

const Context: z.ZodType<LaunchContext | PanelContext> = z.union([
  z.strictObject({ ...inChart, ...own }),
  z.strictObject({ ...outside, ...own }),
]);

export function sealContext(keys: Keyring, context: LaunchContext | PanelContext): string {
  return keys.seal(JSON.stringify(context), { table: "launch", column: "context", row: context.id });
}

/** What the launch of a row pinned; `patient` is null where it came from outside every chart. */
export function openContext(keys: Keyring, { id, context }: LaunchTable): LaunchContext | PanelContext {
  return Context.parse(JSON.parse(keys.open(context, { table: "launch", column: "context", row: id })));
}
