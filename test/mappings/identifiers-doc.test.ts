import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ourCodes, ourIdentifiers } from "../../fhir-mappings/systems.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/schema/identifiers.md"), "utf8");
const base = /urn:oid:2\.25\.\d+/.exec(page)?.[0] ?? "";

it("documents every arc the mappings write, and no other", () => {
  const rows = [...page.matchAll(/^\| `(\.\d+\.\d+)` \| (\w+) \|/gm)];
  const documented = rows.map(([, arc, name]) => `${base}${arc} ${name}`).sort();
  const written = [ourIdentifiers, ourCodes].flatMap((table) =>
    Object.entries(table).map(([name, system]) => `${system} ${name}`),
  );
  expect(documented).toEqual(written.sort());
  expect(new Set(written).size).toBe(written.length);
});
