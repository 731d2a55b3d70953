import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "../../server/rules/evaluate.ts";
import { compare } from "../oracle/comparison.ts";
import { randomMonth } from "../oracle/random-months.ts";
import { sha256 } from "./digest.ts";

/** `npm run assurance` asks for more months than a developer waits for. */
const months = Number(process.env["ORACLE_MONTHS"] ?? 500);

it(`two programs that share no code agree on ${months} random months`, { timeout: 1_800_000 }, () => {
  const property = fc.property(randomMonth, (question) => {
    const { engine, oracle } = compare(question, evaluate(question, { digest: sha256 }));
    expect(engine).toEqual(oracle);
  });
  fc.assert(property, { seed: 20261122, numRuns: months });
});
