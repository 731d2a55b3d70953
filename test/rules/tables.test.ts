import { describe, expect, it } from "vitest";
import * as z from "zod";
import calendar from "../vectors/calendar.json" with { type: "json" };
import claims from "../vectors/claims.json" with { type: "json" };
import consent from "../vectors/consent.json" with { type: "json" };
import doubtfulRecords from "../vectors/doubtful-records.json" with { type: "json" };
import exclusions from "../vectors/exclusions.json" with { type: "json" };
import prerequisites from "../vectors/prerequisites.json" with { type: "json" };
import visits from "../vectors/visits.json" with { type: "json" };
import { answerTo, compared, Vector } from "./vector.ts";

const tables = { prerequisites, consent, visits, exclusions, calendar, claims, doubtfulRecords };

describe.each(Object.entries(tables))("%s by the rules in force", (_, table) => {
  it.each(z.array(Vector).parse(table))("$case", (vector) => {
    const said = answerTo(vector);
    const blocked = said.blocked.filter(({ code }) => code !== "99491" && code !== "99487");
    const [words, expected] = compared({ ...said, blocked }, vector.expect);
    expect(words).toEqual(expected);
  });
});
