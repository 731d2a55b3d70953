import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { MonthCase, type Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sha256 } from "./digest.ts";
import { answerTo } from "./vector.ts";

const Units = z.object({ code: z.string(), units: z.int() });
const Expected = z.object({
  eligible: z.boolean().nullable(),
  minutes: z.object({ clinical_staff: z.int(), practitioner: z.int(), pooled: z.int() }).optional(),
  codes: z.array(Units),
  acceptable: z.array(z.array(Units)).optional(),
  blocked: z.array(z.object({ code: z.string(), reason: z.string() })),
  gaps: z.array(z.string()),
  excluded_entries: z.array(z.object({ id: z.string(), reason: z.string() })).optional(),
  undetermined: z.array(z.string()).optional(),
  amount_usd: z.number().optional(),
  curable: z.boolean().optional(),
  latest_date_of_service: z.string().optional(),
});
type Expected = z.infer<typeof Expected>;
const Cases = z.object({
  cases: z.array(MonthCase.extend({ id: z.string(), title: z.string(), expected: Expected })),
});

interface Check {
  readonly what: string;
  readonly holds: (said: Readiness) => void;
}

const listed = (units: readonly { code: string; units: number }[]) =>
  units.map(({ code, units: count }) => `${code} x ${count}`).sort();

/** Everything an expectation states. */
function checksOf(expected: Expected): Check[] {
  return [
    { what: "eligible", holds: (said) => expect(said.eligible).toBe(expected.eligible) },
    ...minuteChecks(expected),
    ...codeChecks(expected),
    ...expected.blocked.map((wanted) => ({
      what: `${wanted.code} blocked`,
      holds: (said: Readiness) => expect(said.blocked).toContainEqual(expect.objectContaining(wanted)),
    })),
    ...(expected.acceptable ?? []).filter(isSet).map((wanted) => ({
      what: `${listed(wanted).join(", ")} shown beside`,
      holds: (said: Readiness) =>
        expect(said.alternatives.map(({ codes }) => listed(codes))).toContainEqual(listed(wanted)),
    })),
    ...expected.gaps.map((gap) => ({
      what: `gap ${gap}`,
      holds: (said: Readiness) => expect(said.gaps.map(({ code }) => code)).toContain(gap),
    })),
    ...(expected.excluded_entries ?? []).map((wanted) => ({
      what: `entry ${wanted.id} excluded`,
      holds: (said: Readiness) =>
        expect(said.excluded_entries).toContainEqual(expect.objectContaining(wanted)),
    })),
    ...(expected.undetermined ?? []).map((fact) => ({
      what: `${fact} undetermined`,
      holds: (said: Readiness) => expect(said.undetermined.map(({ what }) => what)).toContain(fact),
    })),
    ...otherChecks(expected),
  ];
}

/** Sets of another family that are as right; a set of the family recommended is a matter of what counts. */
const isSet = (units: Expected["codes"]) => units.some(({ code }) => code !== "99490" && code !== "99439");

function minuteChecks({ eligible, minutes }: Expected): Check[] {
  if (eligible !== true || !minutes) return [];
  return [{ what: "minutes", holds: (said) => expect(said.minutes).toEqual(minutes) }];
}

function codeChecks({ codes, amount_usd }: Expected): Check[] {
  const amount = amount_usd ?? (codes.length === 0 ? 0 : undefined);
  const checks: Check[] = [
    { what: "codes", holds: (said) => expect(listed(said.codes)).toEqual(listed(codes)) },
  ];
  if (amount === undefined) return checks;
  return [...checks, { what: "amount", holds: (said) => expect(said.amount_usd).toBe(amount) }];
}

function otherChecks({ curable, latest_date_of_service: latest }: Expected): Check[] {
  const checks: Check[] = [];
  if (curable !== undefined)
    checks.push({ what: "curable", holds: (said) => expect(said.curable).toBe(curable) });
  if (latest !== undefined) {
    checks.push({ what: "latest day", holds: (said) => expect(said.date_of_service.latest).toBe(latest) });
  }
  return checks;
}

const failures = (said: Readiness, checks: readonly Check[]): string[] =>
  checks.flatMap(({ what, holds }) => {
    try {
      holds(said);
      return [];
    } catch {
      return [what];
    }
  });

describe("the checks of an example case", () => {
  const expected: Expected = {
    eligible: true,
    minutes: { clinical_staff: 40, practitioner: 0, pooled: 40 },
    codes: [
      { code: "99439", units: 1 },
      { code: "99490", units: 1 },
    ],
    blocked: [
      { code: "99439", reason: "time_below_threshold" },
      { code: "99487", reason: "mdm_below_moderate" },
    ],
    gaps: [],
    amount_usd: 116.57,
    latest_date_of_service: "2026-05-31",
  };

  it("hold for the answer they describe", () => {
    expect(failures(answerTo({}), checksOf(expected))).toEqual([]);
  });

  it("notice another answer", () => {
    const wrong = {
      ...expected,
      eligible: false,
      amount_usd: 1,
      gaps: ["month_open"],
      undetermined: ["stays"],
      acceptable: [[{ code: "99491", units: 1 }]],
      blocked: [{ code: "99490", reason: "no_part_b" }],
    };
    const noticed = failures(answerTo({}), checksOf({ ...wrong, codes: [] }));
    expect(noticed).toEqual([
      "eligible",
      "codes",
      "amount",
      "99490 blocked",
      "99491 x 1 shown beside",
      "gap month_open",
      "stays undetermined",
    ]);
  });
});

const folder = process.env["CAREMONTH_SAMPLES"];
if (folder) {
  const text = readFileSync(path.join(folder, "contract", "example-cases.json"), "utf8");
  const { cases } = Cases.parse(JSON.parse(text));

  const total = cases.reduce((sum, { expected }) => sum + checksOf(expected).length, 0);

  describe(`the contract's ${cases.length} example cases by ${total} checks`, () => {
    for (const { id, title, expected, month, facts } of cases) {
      const checks = checksOf(expected);
      it(`${id} ${title} (${checks.length} checks)`, () => {
        const said = evaluate({ month, facts }, { digest: sha256 });
        for (const { holds } of checks) holds(said);
      });
    }
  });
}
