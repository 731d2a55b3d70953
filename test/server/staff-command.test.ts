import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WrongUsage } from "../../server/cli/command.ts";
import { settings } from "../../server/cli/settings.ts";
import { staff } from "../../server/cli/staff.ts";
import { MonthView, Person } from "../../server/contract/index.ts";
import { type Sandbox, startSandbox } from "../sandbox-ehr/sandbox.ts";
import { LaunchingBrowser, shellOf } from "./launching-browser.ts";
import { type Finished, finished, runTypeScript } from "./run-typescript.ts";
import { addressOf } from "./started-process.ts";
import { connection, origin, otherPractice, practice } from "./test-server.ts";

/* From an empty folder to a practice that works, by the command line alone; each step stands on those before it. */

const server = path.resolve(import.meta.dirname, "../../server");
let folder: string;
let sandbox: Sandbox;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "caremonth-set-up-"));
  mkdirSync(path.join(folder, "dist", "app", "assets"), { recursive: true });
  writeFileSync(path.join(folder, "dist", "app", "index.html"), "<!doctype html><head></head>");
  sandbox = await startSandbox({
    now: () => new Date(),
    client: { id: connection.client_id, redirectUris: [`${origin}/callback`], auth: "none" },
    launchUrl: `${origin}/launch`,
    resources: [
      { resourceType: "Patient", id: "p01" },
      { resourceType: "Practitioner", id: "rn-1" },
    ],
  });
  const ours = { ...connection, iss: sandbox.fhirBase, insecure_http: true };
  const two = { origin, practices: [practice, otherPractice] };
  const both = { ...ours, practices: [practice.id, otherPractice.id] };
  writeFileSync(
    path.join(folder, "config.json"),
    JSON.stringify({ origin, practices: [practice], connections: [ours] }),
  );
  writeFileSync(path.join(folder, "two.json"), JSON.stringify({ ...two, connections: [both] }));
  environment = {
    PATH: process.env["PATH"],
    CAREMONTH_CONFIG: "config.json",
    CAREMONTH_KEYS: "keys.json",
    PORT: "0",
  };
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const start = (file: string, args: readonly string[], env = environment) =>
  runTypeScript([path.join(server, file), ...args], { cwd: folder, env });
const caremonth = (args: readonly string[], env = environment): Promise<Finished> =>
  finished(start("cli/main.ts", args, env));
const inPilot = (...args: string[]) => caremonth([...args, "--pilot", "data"]);

/** What is told to somebody who used it wrongly, above the usage. */
async function told(run: Promise<Finished>): Promise<string> {
  const { code, out, err } = await run;
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("Usage:");
  return err.slice(0, err.indexOf("\n\nUsage:"));
}

/** What is told to somebody who was refused: the words alone. */
async function refused(run: Promise<Finished>): Promise<string> {
  const { code, out, err } = await run;
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).not.toContain("Usage:");
  return err;
}

/** The same within this process, which is quicker: why a command refuses its arguments. */
async function refusalOf([name, ...args]: readonly string[]): Promise<string> {
  vi.stubEnv("CAREMONTH_CONFIG", path.join(folder, "config.json"));
  vi.stubEnv("CAREMONTH_KEYS", path.join(folder, "keys.json"));
  vi.stubEnv("DATABASE_URL", undefined);
  try {
    await (name === "staff" ? staff : settings).run(args);
  } catch (error) {
    if (error instanceof WrongUsage) return error.message;
    throw error;
  } finally {
    vi.unstubAllEnvs();
  }
  return "nothing was refused";
}

const nurse = ["--name", "Nurse One", "--credential", "RN", "--role", "clinical_staff"];
const account = ["--user", "Practitioner/rn-1"];

/** A command with one option put otherwise, or left out. */
function without(args: readonly string[], option: string, value?: string): string[] {
  const at = args.indexOf(option);
  return [...args.slice(0, at), ...(value === undefined ? [] : [option, value]), ...args.slice(at + 2)];
}

const add = ["staff", "add", ...nurse, ...account];

describe("setting a practice up at the command line", { timeout: 120_000 }, () => {
  it("begins with its keys", async () => {
    const ids = ["--practice", practice.id, "--practice", otherPractice.id];
    expect((await caremonth(["keys", "new", "keys.json", ...ids])).code).toBe(0);
  });

  it.each<[what: string, args: string[], words: string]>([
    ["nothing to do", ["staff"], "The staff commands are"],
    ["a word too many", ["staff", "add", "me"], "The staff commands are"],
    ["a list of somebody", ["staff", "list", "--name", "Nurse One"], "The staff commands are"],
    ["an option nobody knows", [...add, "--nickname", "N"], "Unknown option '--nickname'."],
    ["an option without its value", ["staff", "add", ...nurse, "--user"], "Option '--user"],
    ["no name", without(add, "--name"), "--name: is missing."],
    [
      "neither credential nor role",
      without(without(add, "--credential"), "--role"),
      "--credential: is missing.\n--role: is missing.",
    ],
    [
      "a role nobody has",
      without(add, "--role", "doctor"),
      '--role: Invalid option: expected one of "practitioner"',
    ],
    ["no account", without(add, "--user"), "--user: is missing."],
    [
      "an account that is none",
      without(add, "--user", "rn-1"),
      "--user: is to be a reference at the EHR, as Practitioner/123.",
    ],
    [
      "an EHR that is none of the practice's",
      [...add, "--iss", "https://x.example"],
      "--iss: say at which EHR",
    ],
    [
      "an NPI whose check digit is wrong",
      [...add, "--npi", "1234567890"],
      "--npi: is no NPI: its check digit does not fit.",
    ],
    ["an NPI that is too short", [...add, "--npi", "123456789"], "--npi: an NPI has ten digits"],
    ["a permission nobody has", [...add, "--may", "everything"], "--may: Invalid option"],
    ["a day that is none", [...add, "--from", "2026-02-30"], "--from: is to be a day, YYYY-MM-DD."],
    [
      "a last day before the first",
      [...add, "--from", "2026-03-02", "--to", "2026-03-01"],
      "--to: is before the first day.",
    ],
    ["neither yes nor no", [...add, "--works-in-us", "maybe"], "--works-in-us: is yes or no."],
    [
      "a practice that is not configured",
      [...add, "--practice", "east"],
      "--practice: east is not configured. There are: north.",
    ],
    [
      "a kind of practitioner for a nurse",
      [...add, "--practitioner-type", "MD"],
      "--practitioner-type: is said of a practitioner or other practitioner only",
    ],
    ["nothing to permit", ["staff", "permit", ...account], "--admin or --may: say what"],
    ["nobody to permit it to", ["staff", "permit", "--admin"], "--user: is missing."],
    [
      "a permission nobody has to give",
      ["staff", "permit", ...account, "--may", "everything"],
      "--may: Invalid option",
    ],
    [
      "an account elsewhere to permit it to",
      ["staff", "permit", ...account, "--admin", "--iss", "https://x.example"],
      "--iss: say at which EHR",
    ],
    [
      "what permit does not change",
      ["staff", "permit", ...account, "--admin", "--npi", "1234567893"],
      "The staff commands are",
    ],
    ["no setting", ["settings", "set"], "The settings commands are"],
    ["no value", ["settings", "set", "pos"], "The settings commands are"],
    ["a setting nobody knows", ["settings", "set", "place", '"11"'], "KEY: Invalid option"],
    ["a value that is not JSON", ["settings", "set", "type", "rhc"], "JSON: this is none."],
    [
      "a first day that is none",
      ["settings", "set", "pos", '"11"', "--from", "May"],
      "--from: is to be a day",
    ],
    ["a list from a day", ["settings", "list", "--from", "2026-01-01"], "The settings commands are"],
    ["a list on no day", ["settings", "list", "--on", "May"], "--on: is to be a day"],
  ])("given %s says what and where, and opens no store", async (_, args, words) => {
    expect(await refusalOf([...args, "--pilot", path.join(folder, "data")])).toContain(words);
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  it("ends with 2 and shows how it is used where it was used wrongly, and opens no store", async () => {
    expect(await told(inPilot(...add, "--npi", "1234567890"))).toBe(
      "--npi: is no NPI: its check digit does not fit.",
    );
    expect(await told(inPilot("settings", "set", "place", '"11"'))).toContain("KEY: Invalid option");
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  it("asks which practice is meant where there are several", async () => {
    const env = { ...environment, CAREMONTH_CONFIG: "two.json" };
    const asked = await told(caremonth([...add, "--pilot", "data"], env));
    expect(asked).toBe("--practice: say which practice is meant: north, south.");
    expect(existsSync(path.join(folder, "data"))).toBe(false);
  });

  it.each([
    ["staff list", ["staff", "list"]],
    ["staff permit", ["staff", "permit", ...account, "--admin"]],
    ["settings list", ["settings", "list"]],
    ["settings set", ["settings", "set", "pos", '"11"']],
  ])("makes no store with `%s` in a folder that holds none, and says what to do", async (_, args) => {
    for (const [name, begin] of [
      ["missing", () => undefined],
      ["empty", (at: string) => mkdirSync(at)],
    ] as const) {
      const at = path.join(folder, name);
      begin(at);
      const words = await refusalOf([...args, "--pilot", at]);
      expect(words).toBe(
        `--pilot: ${at} holds no CareMonth store. Check the path. A new store is begun with \`staff add\` or by ` +
          "starting CareMonth, never by this command.",
      );
      expect(existsSync(at) ? readdirSync(at) : null).toEqual(name === "empty" ? [] : null);
      rmSync(at, { recursive: true, force: true });
    }
  });

  it("begins no store in a folder that holds something else", async () => {
    const at = path.join(folder, "dist");
    expect(await refusalOf([...add, "--pilot", at])).toContain(
      "a new store is begun in an empty or missing folder only.",
    );
    expect(readdirSync(at)).toEqual(["app"]);
  });

  it("names the first administrator, a second one and two more people", async () => {
    const doctor = [
      "--name",
      "Dr. One",
      "--credential",
      "MD",
      "--role",
      "practitioner",
      "--user",
      "Practitioner/pr-1",
    ];
    const type = ["--practitioner-type", "MD", "--npi", "1234567893", "--works-in-us", "yes"];
    const first = await inPilot("staff", "add", ...doctor, ...type, "--admin", "--from", "2026-01-01");
    expect([first.code, first.err]).toEqual([
      0,
      `A new store was begun in data.\nDr. One, MD is on the staff list of ${practice.name}.\n`,
    ]);
    expect(Person.parse(JSON.parse(first.out))).toMatchObject({
      name: "Dr. One",
      version: 1,
      by: "Command line",
      npi: "1234567893",
      works_in_us: true,
      permissions: ["administrator"],
      accounts: [{ iss: sandbox.fhirBase, user: "Practitioner/pr-1" }],
    });
    const manager = ["--name", "Manager One", "--credential", "MBA", "--role", "non_clinical"];
    const second = ["--user", "Practitioner/mg-1", "--admin", "--may", "validate", "--may", "export"];
    const next = await inPilot("staff", "add", ...manager, ...second);
    expect([next.code, next.err]).toEqual([
      0,
      `Manager One, MBA is on the staff list of ${practice.name}.\n`,
    ]);
    expect((await inPilot(...add)).code).toBe(0);
    const aide = [
      "--name",
      "Aide One",
      "--credential",
      "MA",
      "--role",
      "clinical_staff",
      "--employer",
      "Vendor",
    ];
    expect((await inPilot("staff", "add", ...aide, "--user", "Practitioner/ma-1")).code).toBe(0);
    const listed = await inPilot("staff", "list");
    const people = listed.out
      .trim()
      .split("\n")
      .map((line) => Person.parse(JSON.parse(line)));
    expect(people.map(({ name, permissions }) => [name, permissions])).toEqual([
      ["Dr. One", ["administrator"]],
      ["Manager One", ["administrator", "validate", "export"]],
      ["Nurse One", []],
      ["Aide One", []],
    ]);
  });

  it("refuses an account that is somebody's, and changes nothing", async () => {
    expect(await refused(inPilot(...without(add, "--name", "Nurse Two")))).toBe(
      "One of these accounts belongs to another person of the practice. Nothing was saved. " +
        "Take it away there first: the time of two people must not count as one person's.\n",
    );
    expect((await inPilot("staff", "list")).out.trim().split("\n")).toHaveLength(4);
  });

  it("permits more to whoever has an account, beside what they may already", async () => {
    const permit = (...more: string[]) => inPilot("staff", "permit", ...account, ...more);
    const validates = await permit("--may", "validate");
    expect([validates.code, validates.err]).toEqual([
      0,
      `Nurse One, RN has these permissions at ${practice.name}: validate.\n`,
    ]);
    const before = Person.parse(JSON.parse(validates.out));
    expect(before).toMatchObject({ name: "Nurse One", version: 2, by: "Command line" });
    const now = Person.parse(JSON.parse((await permit("--admin", "--may", "validate")).out));
    expect(now).toEqual({ ...before, version: 3, at: now.at, permissions: ["validate", "administrator"] });
    expect(Person.parse(JSON.parse((await permit("--admin")).out))).toEqual(now);
    const nobody = await told(inPilot("staff", "permit", "--user", "Practitioner/nobody", "--admin"));
    expect(nobody).toContain(`nobody on the staff list of ${practice.name} has the account`);
    expect((await inPilot("staff", "list")).out.trim().split("\n")).toHaveLength(4);
  });

  it("says of whom it permits something that they are not there today", async () => {
    const later = [...without(without(add, "--name", "Nurse Ten"), "--user", "Practitioner/rn-10")];
    expect((await inPilot(...later, "--from", "2998-01-01", "--to", "2998-12-31")).code).toBe(0);
    const { err } = await inPilot("staff", "permit", "--user", "Practitioner/rn-10", "--may", "panel");
    expect(err).toContain("They hold from 2998-01-01 to 2998-12-31 only, and not today.");
  });

  it("sets what the practice decides, each from its day, and lists what is in force", async () => {
    for (const [key, json, ...from] of [
      ["type", '"physician_office"'],
      ["pos", '"11"', "--from", "2026-01-01"],
      ["pos", '"22"', "--from", "2999-01-01"],
      ["access_24_7", "true"],
      ["lock_minutes", "10"],
    ] as const) {
      const set = await inPilot("settings", "set", key, json, ...from);
      expect([set.code, JSON.parse(set.out)]).toEqual([
        0,
        expect.objectContaining({ key, value: JSON.parse(json), by: "Command line" }),
      ]);
    }
    const bad = await refused(inPilot("settings", "set", "lock_minutes", "0"));
    expect(bad).toContain("lock_minutes: Too small");
    const now = JSON.parse((await inPilot("settings", "list")).out);
    expect(now).toMatchObject({ type: "physician_office", pos: "11", access_24_7: true, lock_minutes: 10 });
    expect(JSON.parse((await inPilot("settings", "list", "--on", "2999-01-01")).out).pos).toBe("22");
  });

  it("is done: who was named opens a chart, and is who they are in their practice", async () => {
    const child = start("main.ts", ["--pilot", "data"]);
    const ended = finished(child);
    const browser = new LaunchingBrowser({ address: await addressOf(child), sandbox });
    const { launch } = shellOf(await (await browser.launch("p01", "rn-1")).text());
    const headers = { "x-caremonth-launch": launch };
    const answer = await browser.ask(`${origin}/api/month/current`, { headers });
    const view = MonthView.parse(await answer.json());
    expect(view.user).toEqual({ name: "Nurse One, RN", role: "clinical staff" });
    expect([view.practice, view.idle_minutes]).toEqual([practice.name, 10]);

    const inUse = await told(inPilot("staff", "list"));
    expect(inUse).toContain("is in use by another CareMonth process");
    expect(inUse).toContain("Stop the other process first");
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  it("stands on the audit log, whose chain is whole", async () => {
    expect(JSON.parse((await inPilot("audit", "verify")).out)).toMatchObject({ whole: true });
  });
});
