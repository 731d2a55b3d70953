import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { freshSandbox } from "./fresh-sandbox.ts";
import { readNdjsonFolder } from "./patients/ndjson-folder.ts";

/** Every page of one patient's chart, and the lists the patient stands in. */
const pages = ["/", "/?q=x", "/chart/p", "/charts?patients=p,q", "/summary/p", "/record/p"];
const lists = ["/record/p?type=Condition", "/resource/Patient/p", "/resource/Condition/c", "/"];

/** How the lines of a file open, by way of the folder they are read from. */
async function statusesOf(lines: readonly string[]): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(tmpdir(), "odd-"));
  await writeFile(path.join(folder, "a.ndjson"), lines.join("\n"));
  const resources = await readNdjsonFolder(folder, () => undefined).finally(() =>
    rm(folder, { recursive: true }),
  );
  const { sandbox } = await freshSandbox({ resources });
  const answers = [...pages, ...lists].map(async (page): Promise<[string, number]> => {
    const response = await fetch(sandbox.url + page);
    await response.text();
    return [page, response.status];
  });
  const statuses = Object.fromEntries(await Promise.all(answers));
  await sandbox.close();
  return statuses;
}

const patientWith = (rest: object) => ({ ...rest, resourceType: "Patient", id: "p" });
const conditionWith = (rest: object) => ({
  ...rest,
  resourceType: "Condition",
  id: "c",
  subject: { reference: "Patient/p" },
});

it.each([
  { name: {} },
  { name: [null] },
  { name: [{ given: "y", family: ["z"] }] },
  { name: [{ given: [{ toString: 1 }] }] },
  { name: { text: { a: 1 } } },
  { identifier: {} },
  { identifier: [null, { type: { coding: [null] } }] },
  { link: [{}] },
  { link: [{ type: 5, other: null }, null, 7] },
  { deceasedDateTime: 2020 },
  { birthDate: { toString: "x" }, gender: ["x"] },
  { active: [], deceasedBoolean: {} },
])("a patient with %j has a chart all the same", async (odd) => {
  const lines = [patientWith(odd), conditionWith({ code: odd })].map((one) => JSON.stringify(one));
  expect(new Set(Object.values(await statusesOf(lines)))).toEqual(new Set([200]));
});

it("a patient list and its charts survive any JSON at all", async () => {
  const names = ["name", "given", "family", "text", "identifier", "type", "coding", "code", "value", "meta"];
  const dates = ["link", "other", "reference", "birthDate", "deceasedDateTime", "period", "status", "start"];
  const traps = [
    "toString",
    "constructor",
    "hasOwnProperty",
    "isLosslessNumber",
    "__proto__",
    "practitioner",
  ];
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc.constantFrom<unknown>(null, true, "", "x", "MR", "2026-13-45", 0, 1.5, -0),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names, ...dates, ...traps), tie("any"), { maxKeys: 6 }),
    ),
  }));
  const object = fc.dictionary(fc.constantFrom(...names, ...dates, ...traps, "subject"), any, {
    minKeys: 3,
  });
  await fc.assert(
    fc.asyncProperty(object, object, object, async (patient, condition, role) => {
      const lines = [
        patientWith(patient),
        conditionWith(condition),
        { ...patient, resourceType: "Patient", id: "q" },
        { ...condition, resourceType: "Condition", id: "d" },
        { ...role, resourceType: "Provenance", id: "v", target: [condition, role] },
        { ...role, resourceType: "PractitionerRole", id: "r" },
        { ...role, resourceType: "Practitioner", id: "n" },
      ];
      const statuses = await statusesOf(lines.map((one) => JSON.stringify(one)));
      expect(new Set(Object.values(statuses))).toEqual(new Set([200]));
    }),
    { numRuns: 60 },
  );
}, 60_000);
