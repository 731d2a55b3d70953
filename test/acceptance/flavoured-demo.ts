import { afterAll, beforeAll, beforeEach } from "vitest";
import { MonthView, type ReadType } from "../../server/contract/index.ts";
import type { Demo } from "../demo/start-demo.ts";
import { flavours } from "../sandbox-ehr/flavours/flavours.ts";
import { type ChartSession, openChart } from "../server/chart-session.ts";
import { startHeadlessDemo } from "../server/demo-app.ts";

/** generic, epic, oracle, read-only, and read-only with questionnaires, as Meditech is. */
export const everyFlavour = flavours.map(({ name }) => name);

const month = "/api/month/2026-10";

/** p01's chart, opened anew in an EHR of some flavour, with what its silence leaves open settled. */
export interface FlavouredDemo {
  open(flavour: string): Promise<ChartSession>;
  view(chart: ChartSession): Promise<MonthView>;
  demo(): Demo;
}

/** One demo for a test file; faults end with each test. */
export function flavouredDemo(): FlavouredDemo {
  let started: Demo | undefined;
  const demo = () => {
    if (!started) throw new Error("the demo has not started");
    return started;
  };
  beforeAll(async () => {
    started = await startHeadlessDemo();
  });
  beforeEach(() => demo().sandbox.faults.clear());
  afterAll(() => demo().close());
  const view = async (chart: ChartSession) => MonthView.parse((await chart.get(month)).body);
  return {
    demo,
    view,
    async open(name) {
      const flavour = flavours.find((one) => one.name === name);
      if (flavour) demo().sandbox.flavours.use(flavour);
      const chart = await openChart(demo(), { patient: "p01" });
      const { questions, patient } = await view(chart);
      for (const { pointer } of questions) {
        await chart.post(`${month}/attestations`, { pointer, patient: patient.key });
      }
      return chart;
    },
  };
}

/** What a month says of one of its reads. */
export function readOf({ reads }: MonthView, type: ReadType): MonthView["reads"][number] {
  const found = reads.find((read) => read.type === type);
  if (!found) throw new Error(`the month says nothing of ${type}`);
  return found;
}

export const isReady = ({ readiness }: MonthView) => readiness.codes.length > 0;
