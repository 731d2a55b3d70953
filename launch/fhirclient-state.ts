import * as z from "zod";
import { EhrAuthorization } from "./discovery.ts";
import { parseJson } from "./parse-json.ts";

/** What fhirclient keeps between the two halves of a launch, as far as it is used here. */
export const FhirclientState = z.looseObject({
  key: z.string(),
  clientId: z.string(),
  scope: z.string(),
  redirectUri: z.string(),
  serverUrl: z.string(),
  authorizeUri: z.string(),
  tokenUri: z.string(),
  codeVerifier: z.string(),
});
export type FhirclientState = z.infer<typeof FhirclientState>;

/** What the caller seals between the two halves of a launch: secrets, so never in the clear and never twice. */
const Pending = z.object({
  state: FhirclientState,
  nonce: z.string(),
  authorization: EhrAuthorization,
  /** How the launch came in; one from the EHR where it was begun by an earlier release. */
  way: z.enum(["ehr", "standalone"]).default("ehr"),
});
export type Pending = z.infer<typeof Pending>;

/** Reads back what `startLaunch` gave to keep; throws when it is anything else, which no EHR can cause. */
export function readPending(pending: string): Pending {
  return Pending.parse(parseJson(pending));
}
