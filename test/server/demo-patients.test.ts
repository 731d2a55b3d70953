import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import { panelEnrolments } from "../demo/panel-enrolments.ts";
import { panelWork } from "../demo/panel-work.ts";
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

describe("the panel", () => {
  const enrolments = panelEnrolments();

  it("has sixty of its two hundred enrolled, every pattern of work among them", async () => {
    const { sandbox } = await start({ panel: true });
    expect(sandbox.all("Patient")).toHaveLength(200);
    const enrolled = sandbox.all("Task").filter(({ id }) => id.endsWith("-enrolment"));
    expect(enrolled).toHaveLength(60);
    const patterns = new Set(enrolments.map(({ thisMonth }) => thisMonth));
    expect(patterns).toEqual(new Set(Object.values(panelWork)));
    expect(panelEnrolments()).toEqual(enrolments);
  });

  it("counts the minutes each pattern is named for", async () => {
    const running = await start({ panel: true });
    const counted: Record<string, number[]> = {};
    for (const [place, name] of Object.keys(panelWork).entries()) {
      const { readiness } = await monthOf(running, enrolments[place]?.patient ?? "");
      const { clinical_staff, practitioner, pooled } = readiness.minutes;
      counted[name] = [clinical_staff, practitioner, pooled];
    }
    expect(counted).toEqual({
      "17 of staff": [17, 0, 17],
      "19:59 of staff": [19, 0, 19],
      "20 of staff": [20, 0, 20],
      "38 of staff": [38, 0, 38],
      "39:59 of staff": [39, 0, 39],
      "40 of staff": [40, 0, 40],
      "58 of staff": [58, 0, 58],
      "59:59 of staff": [59, 0, 59],
      "60 of staff": [60, 0, 60],
      "62 of staff": [62, 0, 62],
      "89 of staff": [89, 0, 89],
      "90 of staff": [90, 0, 90],
      "29 of the practitioner": [0, 29, 29],
      "30 of the practitioner": [0, 30, 30],
      "60 of the practitioner": [0, 60, 60],
      "15 of staff, 6 of the practitioner": [15, 6, 21],
      "voicemails only": [0, 0, 0],
      "18 of staff, 6 for another programme": [18, 0, 18],
      "16 of staff, 8 of the front desk": [16, 0, 16],
      "21 typed two days later": [21, 0, 21],
      "nothing yet": [0, 0, 0],
    });
  });

  it("enrolled some who died or lie in hospital, and nobody worked for the dead", async () => {
    const { sandbox } = await start({ panel: true });
    const enrolled = new Set(enrolments.map(({ patient }) => `Patient/${patient}`));
    const died = sandbox
      .all("Patient")
      .filter(({ reference, resource }) => enrolled.has(reference) && resource.deceasedDateTime);
    expect(died.length).toBeGreaterThan(0);
    for (const { id, resource } of died) {
      const ends = sandbox
        .all("Task")
        .filter((one) => one.patients.includes(id))
        .map((one) => one.resource.executionPeriod?.end?.slice(0, 10) ?? "");
      expect(ends.filter((day) => day > (resource.deceasedDateTime ?? ""))).toEqual([]);
    }
    const inside = sandbox.all("Encounter").filter(({ resource }) => resource.status === "in-progress");
    expect(inside.some(({ resource }) => enrolled.has(resource.subject?.reference ?? ""))).toBe(true);
  });
});

/** Opens every patient of the folder; answers which reads did not end complete. */
async function openEverybody(folder: string): Promise<string[]> {
  const running = await start({ patients: await readNdjsonFolder(folder, () => {}) });
  const patients = running.sandbox.all("Patient").map(({ id }) => id);
  const files = (await readdir(folder)).filter((name) => /\.ndjson(\.gz)?$/.test(name));
  expect(patients.length).toBeGreaterThanOrEqual(files.length);
  const unread: string[] = [];
  for (const patient of patients) {
    const { readiness, reads } = await monthOf(running, patient);
    expect(readiness.codes, "nobody is ready who was never enrolled").toEqual([]);
    for (const { type, outcome } of reads) {
      if (outcome !== "complete") unread.push(`${patient} ${type} ${outcome}`);
    }
  }
  return unread;
}

const samples = process.env["CAREMONTH_SAMPLES"];

if (samples !== undefined) {
  it("opens every patient of the sample folder, all reads complete", { timeout: 180_000 }, async () => {
    expect(await openEverybody(path.join(samples, "patients"))).toEqual([]);
  });
}
