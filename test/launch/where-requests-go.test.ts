import { describe, expect, it } from "vitest";
import { type EhrClient, ehrClient } from "../../launch/ehr-client.ts";
import { ehrProblem } from "../../launch/ehr-problem.ts";
import { localReference, resolveWithin } from "../../launch/fhir-base.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";

const base = "https://ehr.example/fhir/r4";
const post = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;

function clientOf({ base }: ScriptedEhr): EhrClient {
  return ehrClient({ base, tokens: fixedToken(), sleep: async () => undefined });
}

describe("an address under the base", () => {
  it.each([
    ["Task/1", "/Task/1"],
    ["Task?patient=1&_count=2", "/Task?patient=1&_count=2"],
    ["Patient/1/$everything", "/Patient/1/$everything"],
    [`${base}/Task/1/_history/2`, "/Task/1/_history/2"],
    ["https://EHR.example:443/fhir/r4?_getpages=x", "?_getpages=x"],
    [`${base}/Task?next=https%3A%2F%2Fevil.example%2F..%2F`, "/Task?next=https%3A%2F%2Fevil.example%2F..%2F"],
    [`${base}/a/../Task`, "/Task"],
    ["https://ｅhr.example/fhir/r4/Task", "/Task"],
  ])("is %s", (given, below) => {
    expect(resolveWithin(base, given)?.href).toBe(`${base}${below}`);
  });
});

/** Other hosts, and other paths of the same host that a proxy or a server might make of what was given. */
const elsewhere = [
  "https://evil.example/fhir/r4/Task",
  "https://ehr.example.evil/fhir/r4/Task",
  "https://ehr.example.evil.example/fhir/r4/Task",
  "https://evil-ehr.example/fhir/r4/Task",
  "https://ehr.example@evil.example/fhir/r4/Task",
  "https://ehr.example:443@evil.example/fhir/r4/Task",
  "https://user:secret@ehr.example/fhir/r4/Task",
  "https://:secret@ehr.example/fhir/r4/Task",
  "https://ehr.example./fhir/r4/Task",
  "https://еhr.example/fhir/r4/Task",
  "https://ehr.example%2eevil.example/fhir/r4/Task",
  "https://ehr.example\\.evil.example/fhir/r4/Task",
  "http://ehr.example/fhir/r4/Task",
  "https://ehr.example:8443/fhir/r4/Task",
  "https://ehr.example/fhir/r4x/Task",
  "https://ehr.example/fhir/r",
  "https://ehr.example/FHIR/R4/Task",
  "https://ehr.example/fhir/r4/../admin",
  "https://ehr.example/fhir/r4/%2e%2e/admin",
  "https://ehr.example/fhir/r4/.%2E/admin",
  "https://ehr.example/fhir/r4/%252e%252e/admin",
  "https://ehr.example/fhir/r4/..;/admin",
  "https://ehr.example/fhir/r4/..;x=1/admin",
  "https://ehr.example/fhir/r4/..%2fadmin",
  "https://ehr.example/fhir/r4/..%5Cadmin",
  "https://ehr.example/fhir/r4/..\\..\\admin",
  "https://ehr.example/fhir/r4//evil.example/Task",
  "https://ehr.example/fhir/r4/Task%00",
  "https://ehr.example/fhir%2fr4/Task",
  "https://ehr.example//fhir/r4/Task",
  "https://ehr.example?x=/fhir/r4/Task",
  "https://ehr.example#/fhir/r4/Task",
  "//evil.example/fhir/r4/Task",
  "///evil.example/fhir/r4/Task",
  "\\\\evil.example\\fhir\\r4",
  "\t//evil.example/fhir/r4/Task",
  "ht\ntps://evil.example/fhir/r4/Task",
  "/admin",
  "../admin",
  "..;/admin",
  "../../x",
  "file:///etc/passwd",
  "data:application/json,{}",
  "javascript:alert(1)",
  "urn:uuid:1",
  "http://[",
];

describe("an address that leads elsewhere", () => {
  it.each(elsewhere)("is none: %s", (given) => {
    expect(resolveWithin(base, given)).toBeNull();
    expect(localReference(base, given)).toBeNull();
  });

  it("is asked nothing, neither to read nor to write, at whatever host", async () => {
    const [good, evil] = [await scriptedEhr(() => ({})), await scriptedEhr(() => ({}))];
    const { port } = new URL(good.origin);
    const host = new URL(evil.origin).host;
    const client = clientOf(good);
    const addresses = [
      `${evil.base}/Task`,
      `//${host}/fhir/Task`,
      `\\\\${host}\\fhir`,
      `http://127.0.0.1:${port}@${host}/fhir/Task`,
      `http://localhost:${port}/fhir/Task`,
      `http://user@127.0.0.1:${port}/fhir/Task`,
      `${good.origin}/fhirX/Task`,
      `${good.origin}/fhir/..;/token`,
      `${good.origin}/fhir/%252e%252e/token`,
      "../token",
    ];
    for (const path of addresses) {
      expect(await client.read(path)).toEqual({ kind: "off_base" });
      expect(await client.write({ ...post, path })).toEqual({ kind: "off_base" });
    }
    expect([good.seen.length, evil.seen.length]).toEqual([0, 0]);
  });
});

describe("a reference", () => {
  it.each([
    ["Patient/p-1.a", "Patient/p-1.a", null],
    ["Patient/1/_history/2", "Patient/1", "2"],
    [`${base}/Patient/1`, "Patient/1", null],
    ["/fhir/r4/Patient/1/_history/2", "Patient/1", "2"],
    ["https://EHR.example:443/fhir/r4/Patient/007", "Patient/007", null],
    [`Patient/${"a".repeat(64)}`, `Patient/${"a".repeat(64)}`, null],
  ])("%s names a resource here", (given, reference, version) => {
    expect(localReference(base, given)).toEqual({ reference, version });
  });

  it.each([
    "#p1",
    "",
    "Patient",
    "Patient/",
    "patient/1",
    "Patient/1/",
    "Patient/1?x=1",
    "Patient/1#x",
    "Patient/1?",
    "./Patient/1",
    "Observation/../Patient/1",
    "Pat\tient/1",
    " Patient/1",
    "https:Patient/1",
    "Patient\\1",
    "Patient/%31",
    "Patient/1;v=2",
    `Patient/${"a".repeat(65)}`,
    "https://other.example/fhir/r4/Patient/1",
    `${base}/Observation/../Patient/1`,
  ])("%j does not", (given) => {
    expect(localReference(base, given)).toBeNull();
  });
});

describe("a redirect", () => {
  const anywhere = [301, 302, 303, 307, 308].flatMap((status) =>
    ["elsewhere", "here"].map((where) => [status, where] as const),
  );

  it.each(anywhere)("of %i to %s is not followed, and told as what it is", async (status, where) => {
    const evil = await scriptedEhr(() => ({}));
    const ehr: ScriptedEhr = await scriptedEhr(
      (): Reply => ({ status, headers: { location: `${where === "here" ? ehr.base : evil.base}/Moved` } }),
    );
    const client = clientOf(ehr);
    for (const answer of [await client.read("Task"), await client.write(post)]) {
      expect(answer).toMatchObject({ kind: "answered", status });
      const { kind, message, advice } = ehrProblem(answer);
      expect(kind).toBe("redirected");
      expect(message).toContain("never followed");
      expect(advice).toContain("administrator");
    }
    expect(ehr.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /fhir/Task",
      "POST /fhir/Task",
    ]);
    expect(evil.seen).toEqual([]);
  });
});
