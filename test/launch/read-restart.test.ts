import { describe, expect, it } from "vitest";
import { readChart } from "../../launch/read-chart.ts";
import type { Fault } from "../sandbox-ehr/faults/fault.ts";
import { oneOf, openedChart } from "./sandbox-chart.ts";

const more = ["a", "b", "c", "d"].map((id) => oneOf("Condition", "p01", { id }));
const epicExpired = JSON.stringify({
  resourceType: "OperationOutcome",
  issue: [{ severity: "fatal", code: "processing", details: { coding: [{ code: "4113" }] } }],
});

/** The chart with five conditions on three pages, some of whose requests meet what a test says, by their number. */
async function paged(meets: (request: number) => Fault | null) {
  const chart = await openedChart({ pageSize: 2 });
  for (const one of more) chart.registered.sandbox.put(one);
  let request = 0;
  chart.registered.sandbox.intercept(({ type }) => (type === "Condition" ? meets(++request) : null));
  const read = async () => (await readChart(chart.wave)).reads.Condition;
  return { ...chart, read, requests: () => request };
}

const status = (code: number, body = ""): Fault => ({ kind: "status", status: code, body });

function searchset(resources: readonly unknown[], extra: object = {}): Fault {
  const entry = resources.map((resource) => ({ resource }));
  return status(200, JSON.stringify({ resourceType: "Bundle", type: "searchset", entry, ...extra }));
}

describe("a page that the EHR no longer keeps", () => {
  it.each<[what: string, fault: Fault]>([
    ["404", status(404)],
    ["410", status(410)],
    ["Epic's 4113", status(400, epicExpired)],
    ["an empty 400", status(400)],
  ])("answered %s has the search begun once more, and everything read", async (_what, fault) => {
    const { read, requests } = await paged((request) => (request === 2 ? fault : null));
    const condition = await read();
    expect(condition.outcome).toBe("complete");
    expect(condition.resources.map(({ id }) => id).sort()).toEqual(["Condition-p01", "a", "b", "c", "d"]);
    expect(requests()).toBe(5);
  });

  it("a second time leaves the read incomplete, with what came, and is not tried a third time", async () => {
    const { read, requests } = await paged((request) => (request % 2 === 0 ? status(410) : null));
    const condition = await read();
    expect(condition.outcome).toBe("incomplete");
    expect(condition.detail).toContain("no longer kept");
    expect(condition.resources).toHaveLength(2);
    expect(requests()).toBe(4);
  });

  it("and a search that then cannot begin leaves what the first brought, incomplete", async () => {
    const { read } = await paged((request) => (request >= 2 ? status(410) : null));
    const condition = await read();
    expect(condition).toMatchObject({ outcome: "incomplete" });
    expect(condition.resources).toHaveLength(2);
  });

  it("does not make another patient's data forgotten that came before it", async () => {
    const mixed = [more[0], oneOf("Condition", "p02", { id: "x" })];
    const link = [{ relation: "next", url: "Condition?page=2" }];
    const answers = [searchset(mixed, { link }), status(410), searchset([more[0]])];
    const { wave } = await paged((request) => answers[request - 1] ?? null);
    const { foreign, reads } = await readChart(wave);
    expect(foreign).toEqual([{ type: "Condition", count: 1 }]);
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [{ id: "a" }] });
    expect(reads.Condition.detail).toContain("not this patient's");
  });

  it("is no page that failed otherwise: that is not begun anew", async () => {
    const { read, requests } = await paged((request) => (request === 2 ? status(403) : null));
    expect((await read()).outcome).toBe("incomplete");
    expect(requests()).toBe(2);
  });

  it("expires in an EHR like Epic after five minutes, and is read all the same", async () => {
    const { registered, wave } = await openedChart({ like: "epic", vendor: "oracle", pageSize: 2 });
    for (const one of more) registered.sandbox.put(one);
    let requests = 0;
    registered.sandbox.intercept(({ type }) => {
      requests += type === "Condition" ? 1 : 0;
      if (type === "Condition" && requests === 2) registered.sandbox.clock.move(301_000);
      return null;
    });
    const { Condition } = (await readChart(wave)).reads;
    expect(Condition.outcome).toBe("complete");
    expect(Condition.resources).toHaveLength(5);
    expect(requests).toBe(5);
  });
});

describe("the number the EHR promised", () => {
  it("is not reached by the same resource twice", async () => {
    const chart = await openedChart({ like: "oracle", pageSize: 2 });
    for (const one of more) chart.registered.sandbox.put(one);
    expect((await readChart(chart.wave)).reads.Condition.outcome).toBe("complete");
    const entry = [more[0], more[0]].map((resource) => ({ resource }));
    const body = JSON.stringify({ resourceType: "Bundle", type: "searchset", total: 2, entry });
    chart.registered.sandbox.intercept(({ type }) =>
      type === "Condition" ? { kind: "status", status: 200, body } : null,
    );
    const { Condition } = (await readChart(chart.wave)).reads;
    expect(Condition.outcome).toBe("incomplete");
    expect(Condition.detail).toContain("counts more");
  });
});
