import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { sabotages } from "./sabotage/sabotages.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const doc = read("docs/assurance.md");

/** Every test that docs/assurance.md names: a file, and words of the title as they stand there. */
const named = [...doc.matchAll(/`(test\/[^`]+\.tsx?)` "([^"]+)"/g)].map(([, file = "", title = ""]) => ({
  file,
  title,
}));

describe("docs/assurance.md", () => {
  it("names only tests that are there", () => {
    expect(named.length).toBeGreaterThan(100);
    const missing = named.filter(
      ({ file, title }) => !existsSync(path.join(root, file)) || !read(file).includes(title),
    );
    expect(missing).toEqual([]);
  });

  it("says of every sabotage which tests notice it", () => {
    const said = sabotages.map(({ name, noticed }) => {
      const tests = noticed.map(({ file, test }) => `\`${file}\` › ${test}`).join(" · ");
      return `| ${name} | ${tests} |`;
    });
    expect(doc).toContain(said.join("\n"));
  });
});

it("every safeguard that is switched off stands in the product exactly once", () => {
  const edits = sabotages.flatMap((sabotage) => sabotage.edits);
  expect(edits.filter(({ file, find }) => read(file).split(find).length !== 2)).toEqual([]);
});
