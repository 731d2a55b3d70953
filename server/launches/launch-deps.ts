import type { Discoveries } from "../../launch/discoveries.ts";
import type { ServerDeps } from "../deps.ts";
import type { EhrStyles } from "./styles-service.ts";

/** What the ways in stand on. */
export interface LaunchDeps extends ServerDeps {
  /** What is known of the EHRs' sign-in, shared by all launches. */
  readonly known: Discoveries;
  readonly styles: EhrStyles;
}
