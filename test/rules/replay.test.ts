import { expect, it } from "vitest";
import * as z from "zod";
import frozen from "../vectors/rule-set-1.0.0.json" with { type: "json" };
import { answerTo, Vector } from "./vector.ts";

/** Months as version 1.0.0 of the rules answered them when it was in force. Never changed, only added to. */
const Rows = z.array(Vector.omit({ expect: true }).extend({ hash: z.string() }));

it.each(Rows.parse(frozen))("1.0.0 still seals the same answer: $case", ({ hash, ...vector }) => {
  expect(answerTo(vector, "1.0.0").hash).toBe(hash);
});

it("answers by the rules in force where no version is named", () => {
  const entries = [{ role: "practitioner", person: "dr-okafor", end: "2026-05-12T09:30:00-05:00" }];
  expect(answerTo({ entries }).rule_set.version).toBe("2.0.0");
  expect(answerTo({ entries }).codes).toEqual([{ code: "99491", units: 1 }]);
  expect(answerTo({ entries }, "1.0.0").rule_set.version).toBe("1.0.0");
  expect(answerTo({ entries }, "1.0.0").codes).toEqual([{ code: "99490", units: 1 }]);
});

it("gives the same seal to the same question under either version, each its own", () => {
  expect(answerTo({}, "2.0.0").hash).toBe(answerTo({}, "2.0.0").hash);
  expect(answerTo({}, "2.0.0").hash).not.toBe(answerTo({}, "1.0.0").hash);
});
