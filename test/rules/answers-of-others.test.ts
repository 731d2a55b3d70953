import { describe, expect, it } from "vitest";
import * as z from "zod";
import answersOfOthers from "../vectors/answers-of-others.json" with { type: "json" };
import { answerTo, compared, Vector } from "./vector.ts";

describe("what published articles and other programs get wrong", () => {
  it.each(z.array(Vector).parse(answersOfOthers))("$case", (vector) => {
    const [said, expected] = compared(answerTo(vector), vector.expect);
    expect(said).toEqual(expected);
  });
});
