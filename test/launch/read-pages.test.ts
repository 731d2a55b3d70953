import { describe, expect, it } from "vitest";
import { ChartType } from "../../server/contract/index.ts";
import { bundle, chart, condition, everything, ids, next, read } from "./scripted-chart.ts";
import { type Reply, scriptedEhr } from "./scripted-ehr.ts";

describe("pages", () => {
  const page = (url: string) => Number(/page=(\d+)/.exec(url)?.[1] ?? 1);

  it("are read to the last", async () => {
    const ehr = await chart({
      Condition: ({ url }, { base }) => {
        const at = page(url);
        const more = at < 3 ? next(`${base}/Condition?page=${at + 1}`) : {};
        return { body: bundle([condition(`c${at}`)], { total: 3, ...more }) };
      },
    });
    const result = await read(ehr);
    expect(ids(result)).toEqual(["c1", "c2", "c3"]);
    expect(result.reads.Condition.outcome).toBe("complete");
  });

  it.each<[what: string, second: Reply]>([
    ["an error", { status: 500 }],
    ["an expired page", { status: 410 }],
    ["no right any more", { status: 401 }],
    ["a web page", { body: "<html>" }],
    ["a broken connection", { end: "reset" }],
  ])("that end in %s leave the read incomplete", async (_what, second) => {
    const ehr = await chart({
      Condition: ({ url }, { base }) =>
        page(url) === 2 ? second : { body: bundle([condition("c1")], next(`${base}/Condition?page=2`)) },
    });
    const result = await read(ehr);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(ids(result)).toEqual(["c1"]);
  });

  const beyond = (second: Reply) =>
    chart({
      Condition: async ({ url }, { base }) => {
        if (page(url) === 2) await new Promise((resolve) => setTimeout(resolve, 50));
        return page(url) === 2
          ? second
          : { body: bundle([condition("c1")], next(`${base}/Condition?page=2`)) };
      },
    });

  it("beyond what one wave may take leave only their own read incomplete", async () => {
    const ehr = await beyond({ body: bundle([condition("c2", { text: "x".repeat(5000) })]) });
    const result = await read(ehr, everything, { readBytes: 3000 });
    expect(ids(result)).toEqual(["c1"]);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(result.reads.Condition.detail).toContain("more than CareMonth reads at once");
    for (const type of ChartType.options.filter((one) => one !== "Condition"))
      expect(result.reads[type].outcome).toBe("complete");
  });

  it("refused because the session ended say to open the chart again", async () => {
    const { reads } = await read(await beyond({ status: 401 }));
    expect(reads.Condition).toMatchObject({
      outcome: "incomplete",
      advice: "Open CareMonth again from the chart.",
    });
    expect(reads.Condition.detail).toContain("ended this session");
  });

  it("that lead in a circle end", async () => {
    const ehr = await chart({
      Condition: (_request, { base }) => ({
        body: bundle([condition("c1")], next(`${base}/Condition?page=2`)),
      }),
    });
    const result = await read(ehr);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(result.reads.Condition.detail).toContain("circle");
    expect(ids(result)).toEqual(["c1"]);
  });

  it.each([
    [200, "complete", 200],
    [201, "incomplete", 200],
  ])("%i of them are %s after %i", async (pages, outcome, asked) => {
    const ehr = await chart({
      Condition: ({ url }, { base }) => {
        const at = page(url);
        return { body: bundle([], at < pages ? next(`${base}/Condition?page=${at + 1}`) : {}) };
      },
    });
    expect((await read(ehr)).reads.Condition.outcome).toBe(outcome);
    expect(ehr.seen.filter(({ url }) => url.includes("Condition")).length).toBe(asked);
  });

  it("elsewhere are never fetched", async () => {
    const evil = await scriptedEhr(() => ({ body: bundle([condition("evil")]) }));
    const ehr = await chart({
      Condition: () => ({ body: bundle([condition("c1")], next(`${evil.base}/Condition?page=2`)) }),
    });
    const result = await read(ehr);
    expect(evil.seen).toEqual([]);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(ids(result)).toEqual(["c1"]);
  });

  it.each([
    [1, "complete"],
    [2, "incomplete"],
  ])("with a total of %i for one match are %s", async (total, outcome) => {
    const ehr = await chart({ Condition: () => ({ body: bundle([condition("c1")], { total }) }) });
    expect((await read(ehr)).reads.Condition.outcome).toBe(outcome);
  });
});
