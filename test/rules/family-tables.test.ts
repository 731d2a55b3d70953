import { describe, expect, it } from "vitest";
import * as z from "zod";
import carePlanning from "../vectors/care-planning.json" with { type: "json" };
import complexity from "../vectors/complexity.json" with { type: "json" };
import claims from "../vectors/family-claims.json" with { type: "json" };
import generalCode from "../vectors/general-code.json" with { type: "json" };
import selection from "../vectors/selection.json" with { type: "json" };
import { answerTo, compared, Vector } from "./vector.ts";

const tables = { complexity, claims, carePlanning, generalCode, selection };

describe.each(Object.entries(tables))("%s of every family", (_, table) => {
  it.each(z.array(Vector).parse(table))("$case", (vector) => {
    const [said, expected] = compared(answerTo(vector), vector.expect);
    expect(said).toEqual(expected);
  });
});
