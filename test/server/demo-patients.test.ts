import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo, DemoOptions } from "../demo/start-demo.ts";
import { readNdjsonFolder } from "../sandbox-ehr/patients/ndjson-folder.ts";
import { openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

let store: Store;
let demo: Demo | null = null;
const folders: string[] = [];

beforeAll(async () => {
  store = await freshStore();
});
afterEach(async () => {
  await demo?.close();
  demo = null;
});
afterAll(async () => {
  await store.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function start(options: Partial<DemoOptions>): Promise<Demo> {
  const shared = () => Promise.resolve({ db: store.db, close: () => Promise.resolve() });
  demo = await startHeadlessDemo({ store: shared, ...options });
  return demo;
}

async function monthOf(running: Demo, patient: string): Promise<MonthView> {
  const chart = await openChart(running, { patient });
  const answer = await chart.get("/api/month/current");
  expect(answer.status).toBe(200);
  return MonthView.parse(answer.body);
}

describe("charts of one's own", () => {
  it("stand in the chart instead of ours, with their problems and nothing else", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "own-patients-"));
    folders.push(folder);
    const resources = [
      { resourceType: "Patient", id: "mine", active: true, name: [{ family: "Mine", given: ["Una"] }] },
      {
        resourceType: "Condition",
        id: "mine-1",
        subject: { reference: "Patient/mine" },
        code: { coding: [{ system: "http://snomed.info/sct", code: "44054006" }], text: "Diabetes" },
        clinicalStatus: { coding: [{ code: "active" }] },
      },
    ];
    const text = resources.map((one) => JSON.stringify(one)).join("\n");
    await writeFile(path.join(folder, "mine.ndjson"), `${text}\nno resource\n`);
    const running = await start({ patients: await readNdjsonFolder(folder, () => {}) });
    expect(running.sandbox.all("Patient").map(({ id }) => id)).toEqual(["mine"]);
    const view = await monthOf(running, "mine");
    expect(view.patient.name).toBe("Una Mine");
    expect(view.readiness.codes).toEqual([]);
    expect(JSON.stringify(view)).toContain("Diabetes");
  });
});

const samples = process.env["CAREMONTH_SAMPLES"];

describe.skipIf(samples === undefined)("every patient of the sample folder", () => {
  it("opens in the app, and nobody is ready who was never enrolled", { timeout: 180_000 }, async () => {
    const folder = path.join(samples ?? "", "patients");
    const running = await start({ patients: await readNdjsonFolder(folder, () => {}) });
    const patients = running.sandbox.all("Patient").map(({ id }) => id);
    const files = (await readdir(folder)).filter((name) => /\.ndjson(\.gz)?$/.test(name));
    expect(patients.length).toBeGreaterThanOrEqual(files.length);
    const unread: string[] = [];
    for (const patient of patients) {
      const { readiness, reads } = await monthOf(running, patient);
      expect(readiness.codes).toEqual([]);
      for (const { type, outcome } of reads) {
        if (outcome !== "complete") unread.push(`${patient} ${type} ${outcome}`);
      }
    }
    expect(unread).toEqual([]);
  });
});
