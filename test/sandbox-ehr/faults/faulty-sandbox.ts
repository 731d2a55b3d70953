import { afterEach, beforeEach } from "vitest";
import type { Registered } from "../authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "../fresh-sandbox.ts";
import type { Fault } from "./fault.ts";
import type { FaultMatch } from "./fault-rules.ts";

/** The sandbox of the test that runs, with faults to add to it. */
export interface FaultySandbox {
  registered(): Registered;
  readonly fhir: FhirFetch;
  /** The kinds of all faults that were added so far, in whatever test. */
  readonly met: ReadonlySet<string>;
  add(fault: Fault, match?: FaultMatch): void;
  /** Sends a Task of p01. */
  post(): Promise<Response>;
  /** How many Tasks are stored. */
  tasks(): number;
  /** The clock stands still unless it is moved. */
  move(ms: number): void;
}

/** A sandbox for each test of a file. */
export function faultySandbox(): FaultySandbox {
  let started: { registered: Registered; fhir: FhirFetch } | undefined;
  let moved = 0;
  const met = new Set<string>();
  const now = () => {
    if (!started) throw new Error("the sandbox has not started");
    return started;
  };
  beforeEach(async () => {
    moved = 0;
    const start = Date.now();
    const registered = await freshSandbox({ now: () => new Date(start + moved) });
    started = { registered, fhir: await signedIn(registered) };
  });
  afterEach(() => now().registered.sandbox.close());
  return {
    registered: () => now().registered,
    fhir: (path, sent) => now().fhir(path, sent),
    met,
    add(fault, match = {}) {
      met.add(fault.kind);
      now().registered.sandbox.faults.add(fault, match);
    },
    post: () => now().fhir("Task", { method: "POST", body: taskFor("p01") }),
    tasks: () => now().registered.sandbox.all("Task").length,
    move(ms) {
      moved = ms;
    },
  };
}
