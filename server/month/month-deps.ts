import type { ServerDeps } from "../deps.ts";
import type { Charts } from "../launches/chart-service.ts";
import type { EhrStyles } from "../launches/styles-service.ts";
import type { Outbox } from "../outbox/outbox-service.ts";

/** What the month capability stands on. */
export interface MonthDeps extends ServerDeps {
  readonly charts: Charts;
  readonly outbox: Outbox;
  readonly styles: EhrStyles;
}
