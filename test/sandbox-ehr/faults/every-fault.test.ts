import type { Bundle } from "fhir/r4";
import { describe, expect, it } from "vitest";
import { taskFor } from "../fresh-sandbox.ts";
import { type Fault, faultSchema } from "./fault.ts";
import { faultySandbox } from "./faulty-sandbox.ts";

const { add, fhir, met, move, post, registered, tasks } = faultySandbox();

const search = async (): Promise<Bundle> => (await fhir("Task?patient=p01")).json();

describe("an answer in place of the right one", () => {
  const statuses = [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 424, 428, 429];
  it.each([...statuses, 500, 501, 502, 503, 504])("%i, without and with Retry-After", async (status) => {
    add({ kind: "status", status }, { times: 1 });
    add({ kind: "status", status, retryAfter: { seconds: 7 } }, { times: 2 });
    const [plain, waiting] = [await fhir("Task/t1"), await post()];
    expect([plain.status, plain.headers.get("retry-after")]).toEqual([status, null]);
    expect([waiting.status, waiting.headers.get("retry-after")]).toEqual([status, "7"]);
    expect(tasks()).toBe(2);
  });

  it("Retry-After as a date, by the sandbox's clock", async () => {
    move(3_600_000);
    add({ kind: "status", status: 503, retryAfter: { dateInSeconds: 90 } });
    const then = new Date(registered().sandbox.clock.now().getTime() + 90_000);
    expect((await post()).headers.get("retry-after")).toBe(then.toUTCString());
  });

  it.each([
    [undefined, 502],
    [200, 200],
  ])("a page of HTML with status %s answers %i", async (status, answered) => {
    add(status === undefined ? { kind: "html" } : { kind: "html", status });
    const response = await post();
    expect(response.status).toBe(answered);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
    expect(tasks()).toBe(2);
  });

  it.each<Fault>([
    { kind: "status", status: 504, processed: true },
    { kind: "html", status: 502, processed: true },
  ])("%j, though the request took effect", async (fault) => {
    add(fault);
    expect((await post()).status).toBeGreaterThan(500);
    expect(tasks()).toBe(3);
  });

  it.each([
    [undefined, "OperationOutcome"],
    ["Patient", "Patient"],
  ])("200 of another shape: %s", async (resourceType, answered) => {
    add({ kind: "wrong_shape", ...(resourceType === undefined ? {} : { resourceType }) });
    const response = await fhir("Task?patient=p01");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ resourceType: answered });
  });
});

describe("a connection", () => {
  it("breaks before or after processing", async () => {
    add({ kind: "reset_before" }, { times: 1 });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(tasks()).toBe(2);
    add({ kind: "reset_after" }, { times: 1 });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(tasks()).toBe(3);
    expect((await post()).status).toBe(201);
  });

  it("hangs, and nothing is processed", async () => {
    add({ kind: "hang" });
    const body = JSON.stringify(taskFor("p01"));
    const url = `${registered().sandbox.fhirBase}/Task`;
    await expect(fetch(url, { method: "POST", body, signal: AbortSignal.timeout(120) })).rejects.toThrow();
    expect(tasks()).toBe(2);
  });

  it.each<Fault["kind"]>(["delay", "late_answer"])("%s: the answer comes late", async (kind) => {
    add(kind === "delay" ? { kind, ms: 120 } : { kind: "late_answer", ms: 120 });
    const start = performance.now();
    const answer = post();
    await expect.poll(() => registered().sandbox.requests.at(-1)?.method).toBe("POST");
    await new Promise((soon) => setTimeout(soon, 40));
    expect(tasks()).toBe(kind === "delay" ? 2 : 3);
    expect((await answer).status).toBe(201);
    expect(performance.now() - start).toBeGreaterThanOrEqual(119);
  });
});

describe("a body", () => {
  it.each([undefined, 0, 20])("is cut after %s bytes", async (bytes) => {
    const whole = Number((await fhir("Task/t1")).headers.get("content-length"));
    add({ kind: "cut_body", ...(bytes === undefined ? {} : { bytes }) });
    const response = await fhir("Task/t1");
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBe(whole);
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("comes slowly, in slices", async () => {
    const whole = await (await fhir("Task/t1")).text();
    add({ kind: "slow_body", bytesPerSecond: whole.length * 4 });
    const start = performance.now();
    expect(await (await fhir("Task/t1")).text()).toBe(whole);
    expect(performance.now() - start).toBeGreaterThanOrEqual(200);
  });

  it("has another content type", async () => {
    add({ kind: "content_type", value: "text/plain" });
    const response = await post();
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ resourceType: "Task" });
  });

  it("is not JSON, though it came whole", async () => {
    add({ kind: "malformed_json" });
    const text = await (await fhir("Task/t1")).text();
    expect(text).toMatch(/^\{"resourceType":"Task"/);
    expect(() => JSON.parse(text)).toThrow();
  });

  it("begins with a byte order mark", async () => {
    add({ kind: "bom" });
    const bytes = new Uint8Array(await (await fhir("Task/t1")).arrayBuffer());
    expect([...bytes.slice(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
  });
});

describe("a resource", () => {
  it("is another patient's, in a read and in a search", async () => {
    add({ kind: "other_patient", patient: "p02" });
    const theirs = { id: "t1", for: { reference: "Patient/p02" } };
    expect(await (await fhir("Task/t1")).json()).toMatchObject(theirs);
    expect((await search()).entry?.[0]?.resource).toMatchObject(theirs);
    expect(await (await fhir("Patient/p01")).json()).toMatchObject({ id: "p02" });
  });

  it("lacks an element, in a read and in a search", async () => {
    add({ kind: "missing_element", element: "status" });
    expect(await (await fhir("Task/t1")).json()).not.toHaveProperty("status");
    expect((await search()).entry?.[0]?.resource).not.toHaveProperty("status");
  });

  it("is the version before, as often as wanted", async () => {
    await fhir("Task/t1", { method: "PUT", body: taskFor("p01", { id: "t1", status: "completed" }) });
    add({ kind: "stale" }, { type: "Task", times: 2 });
    const read = await fhir("Task/t1");
    expect([read.headers.get("etag"), (await read.json()).status]).toEqual(['W/"1"', "draft"]);
    expect((await search()).entry?.[0]?.resource).toMatchObject({ status: "draft" });
    expect(await (await fhir("Task/t1")).json()).toMatchObject({ status: "completed" });
  });

  it("is not stale to whoever writes it", async () => {
    const body = taskFor("p01", { id: "t1" });
    await fhir("Task/t1", { method: "PUT", body });
    add({ kind: "stale" });
    const second = await fhir("Task/t1", { method: "PUT", body, headers: { "if-match": 'W/"2"' } });
    expect(second.status).toBe(200);
  });

  it.each([
    [4999, ["t1"], 201],
    [5000, ["t1", "new"], 200],
  ])("written %i ms ago, with an index 5000 ms behind", async (later, found, repeated) => {
    move(60_000);
    registered().sandbox.put(taskFor("p01", { id: "new", identifier: [{ system: "urn:x", value: "k" }] }));
    add({ kind: "index_lag", ms: 5000 });
    registered().sandbox.clock.move(later);
    expect((await search()).entry?.map(({ resource }) => resource?.id)).toEqual(found);
    expect((await fhir("Task/new")).status).toBe(200);
    const again = taskFor("p01", { identifier: [{ system: "urn:x", value: "k" }] });
    const headers = { "if-none-exist": "identifier=urn:x|k" };
    expect((await fhir("Task", { method: "POST", body: again, headers })).status).toBe(repeated);
  });
});

describe("a searchset", () => {
  it("is truncated, says so by its total alone", async () => {
    registered().sandbox.put(taskFor("p01", { id: "t9" }));
    add({ kind: "truncated", keep: 1 });
    const bundle: Bundle = await (await fhir("Task?patient=p01&_count=1")).json();
    expect(bundle.total).toBe(2);
    expect(bundle.entry).toHaveLength(1);
    expect(bundle.link?.map(({ relation }) => relation)).toEqual(["self"]);
  });

  it("goes on at a foreign host", async () => {
    add({ kind: "foreign_next", url: "http://elsewhere.example/next" });
    const { link } = await search();
    expect(link?.at(-1)).toEqual({ relation: "next", url: "http://elsewhere.example/next" });
  });
});

it("every kind of fault has met a request above", () => {
  expect(faultSchema.options.map(({ shape }) => shape.kind.value).toSorted()).toEqual([...met].toSorted());
});
