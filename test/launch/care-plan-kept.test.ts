import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { added, holding, link, other, ours, plan } from "./held-care-plan.ts";
import { storedEhr } from "./stored-ehr.ts";

describe("what a new version always changes", () => {
  const withMeta = (meta: string) => plan(other).replace(/\}$/, `,"meta":${meta}}`);

  it.each([
    [
      "its number and time",
      '{"versionId":"1","lastUpdated":"2026-03-01T00:00:00Z"}',
      '{"versionId":"2","lastUpdated":"2026-03-06T00:00:00Z"}',
      "confirmed",
    ],
    [
      "the request that made it",
      '{"versionId":"1","source":"#a"}',
      '{"versionId":"2","source":"#b"}',
      "confirmed",
    ],
    [
      "not where it came from",
      '{"versionId":"1","source":"urn:a#1"}',
      '{"versionId":"2","source":"urn:b#2"}',
      "rejected",
    ],
    ["not its labels", '{"versionId":"1","security":[{"code":"R"}]}', '{"versionId":"2"}', "rejected"],
  ])("%s", async (_what, before, after, state) => {
    const gets = [withMeta(before), withMeta(after).replace(other, `${other},${added}`)];
    const ehr = await holding(plan(other), {
      before: ({ method }, nth) =>
        method === "GET" ? { body: gets[nth - 1]?.replace("{", '{"id":"c1",') ?? "" } : { status: 200 },
    });
    expect(await link(ehr, "put")).toMatchObject({ state });
  });
});

describe("any plan", () => {
  const name = fc
    .stringMatching(/^[a-z][a-zA-Z]{0,8}$/)
    .filter((key) => !["id", "meta", "activity"].includes(key));
  const digits = fc.oneof(
    fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/),
    fc.constantFrom("1.10", "9007199254740993", "-0", "1e400", "0.000000000000000000000001"),
  );
  const text = fc.string({ unit: "binary", maxLength: 12 }).map((value) => JSON.stringify(value));
  const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      digits,
      text,
      fc.constantFrom("true", "null"),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    object: fc
      .uniqueArray(fc.tuple(name, tie("value")), { selector: ([key]) => key, maxLength: 4 })
      .map((members) => `{${members.map(([key, one]) => `"${key}":${one}`).join(",")}}`),
  }));

  it("goes back to the EHR byte for byte, but for the activity added", async () => {
    let sent = "";
    const ehr = await storedEhr({
      after: ({ method, body }) => {
        if (method === "PUT") sent = body;
        return null;
      },
    });
    const elements = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(elements, fc.array(value, { maxLength: 3 }), async (members, activities) => {
        const foreign = members
          .filter(([key]) => key !== "identifier" && key !== "resourceType")
          .map(([key, one]) => `,"${key}":${one}`)
          .join("");
        const before = `{"resourceType":"CarePlan",${ours}${foreign},"activity":[${activities.join(",")}]}`;
        ehr.put("CarePlan", "c1", before);
        expect(await link(ehr, "put")).toMatchObject({ state: "confirmed" });
        const glue = activities.length === 0 ? "" : ",";
        const after = before.replace(/\]\}$/, () => `${glue}${added}]}`);
        expect(sent.replace(/"id":"c1","meta":\{"versionId":"\d+"\},/, "")).toBe(after);
      }),
      { numRuns: 150 },
    );
  });
});
