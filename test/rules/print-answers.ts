import fc from "fast-check";
import { evaluate } from "../../server/rules/evaluate.ts";
import { randomMonth } from "../oracle/random-months.ts";
import { sha256 } from "./digest.ts";

/** Prints the answers to months that are the same in every run, byte for byte. */
for (const question of fc.sample(randomMonth, { seed: 31, numRuns: 60 })) {
  process.stdout.write(`${JSON.stringify(evaluate(question, { digest: sha256 }))}\n`);
}
