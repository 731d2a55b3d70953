import type { CarePlan } from "fhir/r4";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Store } from "../../server/store/store.ts";
import type { Demo, DemoOptions } from "../demo/start-demo.ts";
import type { Interceptor } from "../sandbox-ehr/front-door.ts";
import type { ChartSession } from "./chart-session.ts";
import { startHeadlessDemo, workingDay } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const monthSystem = "urn:oid:2.25.21081962817869301118897008373138847437.1.1";

/** The demo of the test that runs, and what there is to see of the months it records. */
export interface RecordingDemo {
  demo(): Demo;
  /** Starts one in place of the test's, which was closed. */
  start(options: Partial<DemoOptions>): Promise<void>;
  /** Puts the clock so far behind the start of the working day. */
  later(ms: number): void;
  /** The month records in the EHR. */
  monthTasks(): ReturnType<typeof monthTasksIn>;
  plan(id: string): { version: string; body: CarePlan };
  /** Lets the fault happen once, to the first request it fits. */
  once(fits: (request: Parameters<Interceptor>[0]) => boolean, fault: Awaited<ReturnType<Interceptor>>): void;
  /** What the audit log holds of a launch, by kind. */
  auditKinds(chart: ChartSession): Promise<string[]>;
}

/** One store for the file: each test has an EHR of its own, so no test's rows concern another's. */
export function recordingDemo(): RecordingDemo {
  let started: Demo | undefined;
  let store: Store;
  let clock = workingDay;
  const demo = () => {
    if (!started) throw new Error("the demo has not started");
    return started;
  };
  const shared = () => Promise.resolve({ db: store.db, close: () => Promise.resolve() });
  const start = async (options: Partial<DemoOptions> = {}) => {
    clock = workingDay;
    started = await startHeadlessDemo({ now: () => clock, store: shared, ...options });
  };
  beforeAll(async () => {
    store = await freshStore();
  });
  beforeEach(() => start());
  afterEach(() => demo().close());
  afterAll(() => store.close());
  return {
    demo,
    start,
    later(ms) {
      clock = new Date(workingDay.getTime() + ms);
    },
    monthTasks: () => monthTasksIn(demo()),
    plan: (id) => planIn(demo(), id),
    once: (fits, fault) => interceptOnce(demo(), fits, fault),
    auditKinds: (chart) => auditKindsOf(demo(), chart),
  };
}

/** Whether a request makes a Task. */
export const creatingTask = ({ method, type }: { method: string; type: string | null }) =>
  method === "POST" && type === "Task";

function monthTasksIn({ sandbox }: Demo) {
  return sandbox
    .all("Task")
    .filter(({ resource }) => resource.identifier?.some(({ system }) => system === monthSystem));
}

function planIn({ sandbox }: Demo, id: string): { version: string; body: CarePlan } {
  const stored = sandbox.get(`CarePlan/${id}`);
  if (!stored) throw new Error(`no CarePlan/${id}`);
  return { version: stored.version, body: JSON.parse(stored.text) };
}

function interceptOnce(
  { sandbox }: Demo,
  fits: (request: Parameters<Interceptor>[0]) => boolean,
  fault: Awaited<ReturnType<Interceptor>>,
): void {
  let done = false;
  sandbox.intercept((request) => {
    if (done || !fits(request)) return null;
    done = true;
    return fault;
  });
}

async function auditKindsOf({ deps }: Demo, { launch }: ChartSession): Promise<string[]> {
  const launch_key = deps.keys.rowKey("launch", [launch]);
  const entries = deps.store.db.selectFrom("audit_entry").select("kind").where("launch_key", "=", launch_key);
  return (await entries.orderBy("seq").execute()).map(({ kind }) => kind);
}
