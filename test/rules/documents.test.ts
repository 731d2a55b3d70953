import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { generatedDocs } from "../../server/cli/generated-docs.ts";
import { examplePolicy } from "../../server/cli/rule-book/edits-chapter.ts";
import { datedFigures } from "../../server/cli/rule-book/figures-chapter.ts";
import { ruleBook } from "../../server/cli/rule-book/rule-book.ts";
import { type Criterion, Policy } from "../../server/contract/index.ts";
import { jsonSchema } from "../../server/contract/json-schemas.ts";
import { relativeValues } from "../../server/rules/figures/relative-values.ts";
import { type Source, sources } from "../../server/rules/figures/sources.ts";
import { answerTo, monthOfVector } from "./vector.ts";

const project = path.resolve(import.meta.dirname, "../..");
const book = ruleBook();

it.each(generatedDocs().map(({ path: file, text }) => [file, text]))(
  "%s is what the program would write: run `npm run docs`",
  (file, text) => {
    expect(readFileSync(path.join(project, file), "utf8")).toBe(text);
  },
);

describe("the rule book", () => {
  const leaves = (criteria: readonly Criterion[]): Criterion[] =>
    criteria.flatMap((one) => (one.parts.length > 0 ? leaves(one.parts) : [one]));
  const asked = [{ code: "G0506", status: "requested" }];
  const long = [{ end: "2026-05-12T14:00:00-05:00" }];
  const said = answerTo({ change: { other_services: asked }, entries: long });

  it("holds every rule an answer is proved by, with its sentence and its source", () => {
    const proved = leaves(said.criteria);
    expect(proved.length).toBeGreaterThan(40);
    for (const { id, rule, source } of proved) {
      expect(book, id).toContain(`| \`${id}\` | ${rule} | \`${source}\` |`);
    }
  });

  it.each([
    "`payer_edit`",
    "`counted_in_other_service`",
    "`same_day_em_review`",
    "| `99487` | 2026-01 to 2026-12 | 432 | 181 | 238 | 43 | 13 | `RVU26C` |",
    "| conversion factor, ten-thousandths of a dollar | 2025-01 to 2025-12 |",
    "Diseases are counted, not codes.",
    "| G0181 | `conflict_g0181` |",
  ])("holds %s", (words) => {
    expect(book).toContain(words);
  });

  it("shows payer edits that the program takes", () => {
    expect(Policy.parse(examplePolicy)).toEqual(examplePolicy);
  });
});

describe("a figure", () => {
  const entries = [...Object.values(datedFigures).flat(), ...relativeValues];

  it("has a source and months in force", () => {
    expect(entries.length).toBeGreaterThan(14);
    for (const { from, to, source } of entries) {
      expect(Object.keys(sources)).toContain(source);
      expect(from).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      if (to !== undefined) expect(to >= from).toBe(true);
    }
  });

  it.each(Object.entries<Source>(sources))(
    "of %s names document, section, address or none, and the day",
    (_, source) => {
      expect(source.title).not.toBe("");
      expect(source.section).not.toBe("");
      expect(source.provenance).toMatch(/\.$/);
      expect(source.read).toMatch(/^20\d\d-\d\d-\d\d$/);
      if (source.url !== null) expect(new URL(source.url).protocol).toBe("https:");
    },
  );
});

describe("a month without rules", () => {
  it.each(["2024-12", "2027-01", "1999-01", "9999-12"])("%s has no answer, and says so", (month) => {
    expect(answerTo({ month })).toMatchObject({
      eligible: null,
      codes: [],
      blocked: [],
      amount_usd: null,
      undetermined: [{ what: "rule_set", missing: `no rules for this period (${month})` }],
      rule_set: { in_force: null },
    });
  });

  it.each(["2025-01", "2026-12"])("%s is not one", (month) => {
    expect(answerTo({ month }).rule_set.in_force).toEqual({ from: "2025-01", to: "2026-12" });
  });
});

describe("a JSON Schema of the contract", () => {
  const reader = (name: Parameters<typeof jsonSchema>[0]) =>
    z.fromJSONSchema(JSON.parse(JSON.stringify(jsonSchema(name))));

  it("takes what the program takes and answers", () => {
    expect(reader("month-case").safeParse(monthOfVector({})).error).toBeUndefined();
    expect(reader("readiness").safeParse(answerTo({})).error).toBeUndefined();
    expect(reader("policy").safeParse(examplePolicy).error).toBeUndefined();
  });

  it("refuses what it refuses", () => {
    expect(reader("month-case").safeParse({ ...monthOfVector({}), month: "2026-13" }).success).toBe(false);
    expect(
      reader("readiness").safeParse({ ...answerTo({}), codes: [{ code: "99490", units: 0 }] }).success,
    ).toBe(false);
    expect(reader("policy").safeParse({ payer_edits: [{ id: "x" }] }).success).toBe(false);
  });
});
