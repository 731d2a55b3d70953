import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type EhrAnswer, type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { ehrProblem } from "../../launch/ehr-problem.ts";
import { parseJson } from "../../launch/parse-json.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";
import { trickling } from "./trickling-ehr.ts";

const cap = 32 * 1024 * 1024;
const patient = '{"resourceType":"Patient","id":"p1"}';

function read({ base }: Pick<ScriptedEhr, "base">, more: Partial<EhrClientOptions> = {}): Promise<EhrAnswer> {
  const sleep = async () => undefined;
  return ehrClient({ base, tokens: fixedToken(), sleep, ...more }).read("Patient/p1");
}

async function answerTo(reply: Reply, more?: Partial<EhrClientOptions>): Promise<EhrAnswer> {
  return read(await scriptedEhr(() => reply), more);
}

describe("a compressed answer", () => {
  it.each([
    ["gzip", gzipSync(patient)],
    ["br", brotliCompressSync(patient)],
    ["gzip, gzip", gzipSync(gzipSync(patient))],
  ])("by %s is unpacked", async (encoding, body) => {
    const answer = await answerTo({ body, headers: { "content-encoding": encoding } });
    expect(answer).toMatchObject({ kind: "answered", text: patient });
  });

  it.each([
    ["gzip", (bytes: Buffer) => gzipSync(bytes)],
    ["gzip, gzip", (bytes: Buffer) => gzipSync(gzipSync(bytes))],
  ])("by %s counts unpacked: a small one that swells is given up", async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(cap + 1, 32));
    expect(bomb.length).toBeLessThan(cap / 500);
    const answer = await answerTo({ body: bomb, headers: { "content-encoding": encoding } });
    expect(answer).toEqual({ kind: "unreachable", sent: true, reason: "too_large" });
    expect(ehrProblem(answer).kind).toBe("too_large");
  });

  it("is not unpacked to its end once it is too large", async () => {
    const bomb = gzipSync(Buffer.alloc(512 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const answer = await answerTo({ body: bomb, headers: { "content-encoding": "gzip" } });
    expect(answer).toMatchObject({ reason: "too_large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(8 * cap);
  });

  it("counts unpacked against what a screen may read in all", async () => {
    const body = gzipSync("x".repeat(5000));
    const answer = await answerTo({ body, headers: { "content-encoding": "gzip" } }, { readBytes: 4999 });
    expect(answer).toMatchObject({ reason: "over_budget" });
  });

  it("that is none is no answer, and brings nothing down", async () => {
    const answer = await answerTo({ body: patient, headers: { "content-encoding": "gzip" } });
    expect(answer).toEqual({ kind: "unreachable", sent: true, reason: "reset" });
  });

  it("that is cut off gives no data: fetch hands out what it had, which is no JSON", async () => {
    const whole = JSON.stringify(Array.from({ length: 99 }, (_, index) => ({ id: `p${index}` })));
    const packed = gzipSync(whole);
    for (const length of [packed.length / 2, packed.length - 9, packed.length - 1]) {
      const headers = { "content-encoding": "gzip" };
      const answer = await answerTo({ body: packed.subarray(0, length), headers });
      const text = "text" in answer ? answer.text : "";
      expect(whole.startsWith(text)).toBe(true);
      expect(text === whole || parseJson(text) === undefined).toBe(true);
    }
  });
});

describe("an answer that comes bit by bit", () => {
  it.each(["headers", "body"] as const)("never ends in its %s: the deadline does", async (where) => {
    const ehr = await trickling(where);
    const answer = await read(ehr, { deadlineMs: 150 });
    expect(answer).toMatchObject({ kind: "unreachable", reason: "timeout" });
    expect(ehr.requests()).toBeLessThanOrEqual(4);
  });

  it.each(["length", "chunk", "chunked end"] as const)("breaks off within its %s", async (where) => {
    const ehr = await trickling(where);
    expect(await read(ehr)).toEqual({ kind: "unreachable", sent: true, reason: "reset" });
    expect(ehr.requests()).toBe(4);
  });

  it("is no HTTP", async () => {
    const ehr = await trickling("garbage");
    expect(await read(ehr)).toEqual({ kind: "unreachable", sent: true, reason: "reset" });
  });
});

describe("a success that is no JSON", () => {
  const page = "<!doctype html><title>Sign in</title>";

  it.each<[type: string, body: string]>([
    ["text/html", page],
    ["text/html; charset=utf-8", patient],
    ["application/fhir+xml", "<Patient/>"],
    ["text/plain", patient],
    ["application/jsonp", patient],
    ["multipart/mixed; boundary=application/json", patient],
    ["", page],
  ])("but %j is a failure", async (type, body) => {
    const answer = await answerTo({ headers: { "content-type": type }, body });
    expect(answer).toEqual({ kind: "unreachable", sent: true, reason: "not_json" });
    expect(ehrProblem(answer)).toMatchObject({ kind: "unreadable", issues: [] });
  });

  it.each([
    "application/fhir+json",
    "application/fhir+json; fhirVersion=4.0; charset=UTF-8",
    "Application/JSON",
    "application/json+fhir;charset=utf-8",
  ])("is told from %s", async (type) => {
    const answer = await answerTo({ headers: { "content-type": type }, body: patient });
    expect(answer).toMatchObject({ kind: "answered", text: patient });
  });
});
