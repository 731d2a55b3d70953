import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { type ReadChart, readChart } from "../../launch/read-chart.ts";
import { fixedToken } from "./fixed-token.ts";
import { scriptedEhr } from "./scripted-ehr.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const perPage = 200;
const filler = "x".repeat(2000);

/** Reads a chart whose Conditions come on so many pages; `id` names the n-th of them. */
async function pagesOf(pages: number, { id, onPage = () => undefined }: Pages): Promise<ReadChart> {
  const ehr = await scriptedEhr(({ url }) => {
    const page = Number(/page=(\d+)/.exec(url)?.[1] ?? 1);
    if (!url.startsWith("/fhir/Condition")) return { body: { resourceType: "Bundle", type: "searchset" } };
    onPage(page);
    const entry = Array.from({ length: perPage }, (_, index) => ({
      resource: {
        resourceType: "Condition",
        id: id((page - 1) * perPage + index),
        subject: { reference: "Patient/p1" },
        note: [{ text: `${page} ${filler}` }],
      },
    }));
    const next = page < pages ? [{ relation: "next", url: `${ehr.base}/Condition?page=${page + 1}` }] : [];
    return { body: { resourceType: "Bundle", type: "searchset", link: next, entry } };
  });
  const client = ehrClient({ base: ehr.base, tokens: fixedToken() });
  return readChart({ client, patient: "p1", scopes: ["patient/*.rs"], now: () => "2026-03-06T12:00:00Z" });
}

interface Pages {
  readonly id: (n: number) => string;
  readonly onPage?: (page: number) => void;
}

it("10,000 resources on 50 pages are all read, once each", async () => {
  const { reads } = await pagesOf(50, { id: (n) => `c${n}` });
  expect(reads.Condition.outcome).toBe("complete");
  expect(new Set(reads.Condition.resources.map(({ id }) => id)).size).toBe(10_000);
});

it("more than may be read at once are said not to be all", async () => {
  const { reads } = await pagesOf(300, { id: (n) => `c${n}` });
  expect(reads.Condition.outcome).toBe("incomplete");
  expect(reads.Condition.detail).toMatch(/more/);
  expect(reads.Condition.resources.length).toBeGreaterThan(10_000);
});

it("of a page nothing stays but what it brought: the same 200 over and over weigh as much as once", async () => {
  const held: number[] = [];
  const onPage = () => {
    collect();
    held.push(process.memoryUsage().heapUsed);
  };
  const { reads } = await pagesOf(60, { id: (n) => `c${n % perPage}`, onPage });
  expect(reads.Condition.resources).toHaveLength(perPage);
  const [early = 0] = held.slice(5, 6);
  const onePage = perPage * filler.length;
  expect(Math.max(...held.slice(6)) - early).toBeLessThan(10 * onePage);
  expect(held).toHaveLength(60);
});

it("the process goes on with other work between the pages", async () => {
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 0);
  const turnsAt: number[] = [];
  await pagesOf(50, { id: (n) => `c${n}`, onPage: () => turnsAt.push(turns) });
  clearInterval(turning);
  const without = turnsAt.filter((at, index) => index > 0 && at === turnsAt[index - 1]);
  expect(without.length).toBeLessThan(turnsAt.length / 2);
});
