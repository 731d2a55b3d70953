import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { readChart } from "../../launch/read-chart.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, scriptedEhr } from "./scripted-ehr.ts";

/* What came is JSON that not everyone reads alike, or an id that must be told from another to the letter. */

async function read(reply: Reply, at: "Condition" | "Patient" = "Condition") {
  const empty = { resourceType: "Bundle", type: "searchset" };
  const ehr = await scriptedEhr(({ url }) => (url.startsWith(`/fhir/${at}`) ? reply : { body: empty }));
  const client = ehrClient({ base: ehr.base, tokens: fixedToken(), sleep: async () => undefined });
  const now = () => "2026-03-06T12:00:00.000Z";
  return (await readChart({ client, patient: "p1", scopes: ["patient/*.rs"], now })).reads;
}

const subject = '"subject":{"reference":"Patient/p1"}';
const condition = (members: string) => `{"resourceType":"Condition","id":"c1",${subject}${members}}`;
const bundle = (...resources: string[]) =>
  `{"resourceType":"Bundle","type":"searchset","entry":[${resources.map((one) => `{"resource":${one}}`).join()}]}`;
const nested = (levels: number) => `,"extension":${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("a page", () => {
  it.each([
    ["one name twice", `,"status":"active","status":"entered-in-error"`],
    ["one name twice, deep inside", `,"code":{"coding":[{"code":"a","system":"s","code":"b"}]}`],
    ["one name twice, written in two ways", `,"status":"active","stat\\u0075s":"entered-in-error"`],
    ["5,000 levels", nested(5000)],
    ["300,000 levels", nested(300_000)],
  ])("with %s is failed, and nothing of it is used", async (_what, members) => {
    const { Condition, Consent } = await read({ body: bundle(condition(members)) });
    expect(Condition).toMatchObject({ outcome: "failed", resources: [] });
    expect(Consent.outcome).toBe("complete");
  });

  it.each([
    [
      "colons, quotes and brackets in its texts",
      `,"note":[{"text":"a \\" : \\\\\\" { \\": [ \\\\"}, {"text":":"}]`,
    ],
    ["blanks before its colons", `,"code" \n\t: {"text"  : "x"}`],
    ["the same name in two objects", `,"code":{"text":"x"},"severity":{"text":"x"}`],
    ["a name that objects have by birth", `,"__proto__":{"status":"x"},"constructor":{"a":1}`],
    ["a text of a million letters", `,"note":[{"text":"${"x".repeat(1_000_000)}"}]`],
    ["a text of half a million escaped quotes", `,"note":[{"text":"${'\\"'.repeat(500_000)}"}]`],
    ["a lone surrogate and direction marks", `,"code":{"text":"\\ud83d \\u202e \u200b"}`],
    ["as many levels as a resource may have", nested(150)],
  ])("with %s is read", async (_what, members) => {
    const { Condition } = await read({ body: bundle(condition(members)) });
    expect(Condition.outcome).toBe("complete");
    expect(Condition.resources).toEqual([JSON.parse(condition(members))]);
  });
});

it.each([
  ["one name twice", '{"resourceType":"Patient","id":"p1","active":true,"active":false}'],
  ["5,000 levels", `{"resourceType":"Patient","id":"p1"${nested(5000)}}`],
])("a patient with %s is failed", async (_what, body) => {
  expect((await read({ body }, "Patient")).Patient).toMatchObject({ outcome: "failed", resources: [] });
});

describe("an id", () => {
  const withIds = (...ids: string[]) =>
    read({ body: bundle(...ids.map((id) => condition("").replace('"c1"', JSON.stringify(id)))) });

  it("is told from another to the letter", async () => {
    const ids = [
      "a",
      "A",
      "7",
      "007",
      "7.0",
      "-",
      ".",
      "a-b.C",
      "x".repeat(64),
      "__proto__".replaceAll("_", "-"),
    ];
    const { Condition } = await withIds(...ids);
    expect(Condition.outcome).toBe("complete");
    expect(Condition.resources.map(({ id }) => id)).toEqual(ids);
  });

  it.each(["x".repeat(65), "a_b", "a/b", "a b", "", "ä", "a\n"])("like %j is none", async (id) => {
    expect((await withIds(id)).Condition).toMatchObject({ outcome: "incomplete", resources: [] });
  });
});
