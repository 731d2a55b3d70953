import { afterAll, beforeAll } from "vitest";
import { type Clinic, startClinic } from "./launching-browser.ts";

export interface SharedClinic {
  clinic(): Clinic;
  /** How often the EHR's token endpoint was asked. */
  tokenPosts(): number;
  /** A launch as the EHR hands it out. */
  newLaunch(patient?: string, user?: string): string;
}

/** One clinic for a test file. */
export function sharedClinic(): SharedClinic {
  let started: Clinic | undefined;
  const clinic = () => {
    if (!started) throw new Error("the clinic has not started");
    return started;
  };
  beforeAll(async () => {
    started = await startClinic();
  });
  afterAll(() => clinic().close());
  return {
    clinic,
    tokenPosts: () => clinic().sandbox.requests.filter(({ path }) => path === "/oauth/token").length,
    newLaunch: (patient = "p01", user = "rn-1") => clinic().sandbox.newLaunch({ patient, user }),
  };
}
