import { afterEach, beforeEach, vi } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import {
  type FinishedLaunch,
  finishLaunch,
  type StartedLaunch,
  startLaunch,
} from "../../launch/smart-launch.ts";
import { value } from "./expected-outcome.ts";
import { type FakeSmart, redirectUri } from "./fake-smart.ts";

/** When every launch of these tests is finished. */
export const now = () => "2026-03-06T12:00:00.000Z";

/** fhirclient leaves its process-wide cache of discovery out when it believes itself under test. */
export function asInProduction(): void {
  beforeEach(() => {
    vi.stubEnv("NODE_ENV", "production");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
}

/** A caller's signal that never fires. */
export function lasting(): AbortSignal {
  return new AbortController().signal;
}

/** The first step of a launch from a chart. */
export function start(ehr: FakeSmart, more: Partial<Connection> = {}, launch = "launch-1") {
  return startLaunch({ connection: { ...ehr.connection, ...more }, launch, redirectUri, signal: lasting() });
}

/** As `start`, where the start is not what is tested. */
export async function started(ehr: FakeSmart, more: Partial<Connection> = {}): Promise<StartedLaunch> {
  return value(await start(ehr, more));
}

/** A whole launch: start, sign in at the EHR, come back. */
export async function launch(
  ehr: FakeSmart,
  more: Partial<Connection> = {},
): Promise<Outcome<FinishedLaunch>> {
  const { authorizeUrl, pending } = await started(ehr, more);
  const callbackUrl = ehr.authorize(authorizeUrl);
  return finishLaunch({
    connection: { ...ehr.connection, ...more },
    pending,
    callbackUrl,
    signal: lasting(),
    now,
  });
}
