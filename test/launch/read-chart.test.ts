import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { type ReadChart, readChart } from "../../launch/read-chart.ts";
import { ChartType } from "../../server/contract/index.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, type Seen, scriptedEhr } from "./scripted-ehr.ts";

const now = () => "2026-03-06T12:00:00.000Z";
const everything = ["patient/*.rs"];
const searched = ChartType.options.filter((type) => type !== "Patient");

/** Answers by resource type; what is not scripted is an honest, empty chart. */
type Script = {
  readonly [Type in ChartType]?: (request: Seen, ehr: { base: string }) => Reply | Promise<Reply>;
};

async function chart(script: Script): Promise<ScriptedEhr> {
  const ehr: ScriptedEhr = await scriptedEhr((request) => {
    const type = ChartType.options.find((one) => request.url.startsWith(`/fhir/${one}`)) ?? "Patient";
    return script[type]?.(request, { base: ehr.base }) ?? honest(type);
  });
  return ehr;
}

function honest(type: ChartType): Reply {
  return type === "Patient" ? { body: { resourceType: "Patient", id: "p1" } } : { body: bundle([]) };
}

function bundle(resources: readonly object[], more: object = {}): object {
  return {
    resourceType: "Bundle",
    type: "searchset",
    entry: resources.map((resource) => ({ resource })),
    ...more,
  };
}

function read(ehr: ScriptedEhr, scopes = everything, more: object = {}): Promise<ReadChart> {
  const client = ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs: 400,
    ...more,
  });
  return readChart({ client, patient: "p1", scopes, now });
}

const condition = (id: string, more: object = {}) => ({
  resourceType: "Condition",
  id,
  subject: { reference: "Patient/p1" },
  ...more,
});
const next = (url: string) => ({ link: [{ relation: "next", url }] });
const reopenOnly = { advice: "Open CareMonth again from the chart." };
const ids = ({ reads }: ReadChart) => reads.Condition.resources.map(({ id }) => id);

describe("an honest chart", () => {
  it("is read whole, in one wave, every read at its own time", async () => {
    const ehr = await chart({
      Condition: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { body: bundle([condition("c1")]) };
      },
    });
    const { reads, foreign } = await read(ehr);
    expect(Object.keys(reads)).toEqual(ChartType.options);
    for (const type of ChartType.options) {
      expect(reads[type]).toMatchObject({
        type,
        outcome: "complete",
        detail: "",
        advice: "",
        retrieved: now(),
      });
    }
    expect(reads.Patient.resources).toEqual([{ resourceType: "Patient", id: "p1" }]);
    expect(reads.Condition.resources).toEqual([condition("c1")]);
    expect(foreign).toEqual([]);
    expect(ehr.seen.map(({ url }) => url).sort()).toEqual(
      ["/fhir/Patient/p1", ...searched.map((type) => `/fhir/${type}?patient=p1&_count=200`)].sort(),
    );
    expect(ehr.most()).toBeGreaterThan(1);
  });

  it.each([
    ["Condition", "subject"],
    ["Consent", "patient"],
    ["CarePlan", "subject"],
    ["Encounter", "subject"],
    ["Task", "for"],
    ["Coverage", "beneficiary"],
  ] as const)("keeps the %s that names the patient in %s", async (type, element) => {
    const mine = { resourceType: type, id: "1", [element]: { reference: "Patient/p1" } };
    const nobodys = { resourceType: type, id: "2" };
    const { reads, foreign } = await read(await chart({ [type]: () => ({ body: bundle([mine, nobodys]) }) }));
    expect(reads[type].resources).toEqual([mine]);
    expect(foreign).toEqual([{ type, count: 1 }]);
  });
});

describe("how a read ends", () => {
  it.each<[what: string, reply: Reply, outcome: string]>([
    ["401", { status: 401 }, "denied"],
    ["403", { status: 403, body: { resourceType: "OperationOutcome", issue: [] } }, "denied"],
    ["404", { status: 404 }, "unsupported"],
    ["405", { status: 405 }, "unsupported"],
    ["501", { status: 501 }, "unsupported"],
    ["400", { status: 400 }, "failed"],
    ["410", { status: 410 }, "failed"],
    ["500", { status: 500 }, "failed"],
    ["503 for good", { status: 503 }, "failed"],
    ["a redirect", { status: 302, headers: { location: "/login" } }, "failed"],
    ["a success without content", { status: 204 }, "failed"],
    ["a partial success", { status: 206, body: bundle([]) }, "failed"],
    ["a login page", { headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" }, "failed"],
    ["an empty body", { body: "" }, "failed"],
    ["truncated JSON", { body: '{"resourceType":"Bundle","type":"searchset"' }, "failed"],
    ["trailing garbage", { body: `${JSON.stringify(bundle([]))}x` }, "failed"],
    ["an OperationOutcome", { body: { resourceType: "OperationOutcome", issue: [] } }, "failed"],
    ["a list", { body: [] }, "failed"],
    ["null", { body: "null" }, "failed"],
    ["a Bundle that is no searchset", { body: { resourceType: "Bundle", type: "collection" } }, "failed"],
    ["entries that are no list", { body: bundle([], { entry: {} }) }, "failed"],
    ["a hanging connection", { end: "hang" }, "failed"],
    ["a broken connection", { end: "reset" }, "failed"],
    ["a body cut off", { body: JSON.stringify(bundle([])).slice(0, 20), end: "cut" }, "failed"],
    ["no entries at all", { body: { resourceType: "Bundle", type: "searchset" } }, "complete"],
    ["a byte order mark", { body: `\uFEFF${JSON.stringify(bundle([]))}` }, "failed"],
  ])("%s", async (_what, reply, outcome) => {
    const { reads } = await read(await chart({ Condition: () => reply }));
    expect(reads.Condition.outcome).toBe(outcome);
    expect(reads.Condition.resources).toEqual([]);
    expect(reads.Condition.detail === "").toBe(outcome === "complete");
    expect(reads.Condition.advice === "").toBe(outcome === "complete");
    expect(reads.Consent.outcome).toBe("complete");
  });

  it("with more than one wave may take is incomplete, and shows none", async () => {
    const ehr = await chart({
      Condition: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { body: bundle([condition("c1", { text: "x".repeat(5000) })]) };
      },
    });
    const { reads } = await read(ehr, everything, { readBytes: 3000 });
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [] });
    expect(reads.Consent.outcome).toBe("complete");
  });

  it.each<[what: string, ehr: Script, more: object]>([
    ["the EHR ended the session", { Condition: () => ({ status: 401 }) }, {}],
    ["the token had run out", {}, { tokens: fixedToken(null) }],
  ])("because %s says to open the chart again, and blames no administrator", async (_what, script, more) => {
    const { reads } = await read(await chart(script), everything, more);
    expect(reads.Condition).toMatchObject({
      outcome: "denied",
      detail: "The EHR ended this session while the chart was read.",
      ...reopenOnly,
    });
  });

  it("never says in the EHR's words why", async () => {
    const body = { resourceType: "OperationOutcome", issue: [{ diagnostics: "CANARY Jane Doe" }] };
    const { reads } = await read(await chart({ Condition: () => ({ status: 400, body }) }));
    expect(JSON.stringify(reads)).not.toContain("CANARY");
  });

  it.each([
    ["404", { status: 404 }, "failed"],
    ["405", { status: 405 }, "unsupported"],
    ["403", { status: 403 }, "denied"],
    ["another resource", { body: bundle([]) }, "failed"],
    ["another patient", { body: { resourceType: "Patient", id: "p2" } }, "failed"],
    ["a patient without an id", { body: { resourceType: "Patient" } }, "failed"],
  ] as const)("of the patient: %s", async (what, reply, outcome) => {
    const { reads, foreign } = await read(await chart({ Patient: () => reply }));
    expect(reads.Patient).toMatchObject({ outcome, resources: [] });
    expect(foreign).toEqual(what === "another patient" ? [{ type: "Patient", count: 1 }] : []);
  });
});

describe("what was not granted", () => {
  it("is denied without asking", async () => {
    const ehr = await chart({});
    const { reads } = await read(ehr, ["patient/Patient.r", "patient/Condition.read", "launch"]);
    expect(reads.Patient.outcome).toBe("complete");
    expect(reads.Condition.outcome).toBe("complete");
    for (const type of searched.filter((one) => one !== "Condition")) {
      expect(reads[type].outcome).toBe("denied");
    }
    expect(ehr.seen.length).toBe(2);
  });

  it("is incomplete where only some were granted", async () => {
    const scopes = ["patient/Condition.rs?category=problem-list-item"];
    const { reads } = await read(
      await chart({ Condition: () => ({ body: bundle([condition("c1")]) }) }),
      scopes,
    );
    expect(reads.Condition.outcome).toBe("incomplete");
    expect(reads.Condition.resources.length).toBe(1);
    expect(reads.Patient.outcome).toBe("denied");
  });
});

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
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", ...reopenOnly });
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

describe("what a page holds", () => {
  const versioned = (versionId: string, lastUpdated?: string) => ({ meta: { versionId, lastUpdated } });

  it.each<[what: string, first: object, second: object, kept: string]>([
    ["by time", versioned("1", "2026-03-01T00:00:00Z"), versioned("9", "2026-02-01T00:00:00Z"), "1"],
    [
      "by time, whatever the offset",
      versioned("1", "2026-03-01T01:00:00+02:00"),
      versioned("2", "2026-03-01T00:00:00Z"),
      "2",
    ],
    ["by version", versioned("10"), versioned("9"), "10"],
    [
      "by version at one time",
      versioned("2", "2026-03-01T00:00:00Z"),
      versioned("1", "2026-03-01T00:00:00Z"),
      "2",
    ],
    ["as seen last", versioned("b"), versioned("a"), "a"],
  ])("once for each id, the newest %s", async (_what, first, second, kept) => {
    const twice = [condition("c1", first), condition("c2"), condition("c1", second)];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle(twice) }) }));
    expect(reads.Condition.outcome).toBe("complete");
    expect(reads.Condition.resources.map(({ id }) => id)).toEqual(["c1", "c2"]);
    expect(reads.Condition.resources[0]?.meta?.versionId).toBe(kept);
  });

  it("that were only included are left out", async () => {
    const practitioner = { resourceType: "Practitioner", id: "c1" };
    const included = [practitioner, condition("c3")].map((resource) => ({
      resource,
      search: { mode: "include" },
    }));
    const entry = [{ resource: condition("c2") }, ...included];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "complete", resources: [condition("c2")] });
  });

  it.each([
    ["as a match", { search: { mode: "match" } }],
    ["unmarked", {}],
  ])("of another type, %s, do not answer the question: nothing is proved absent", async (_what, mark) => {
    const entry = [{ resource: { resourceType: "Procedure", id: "c1" }, ...mark }];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [] });
    expect(reads.Condition.detail).toContain("did not ask for");
  });

  it("with a mark that FHIR does not know are still matches", async () => {
    const entry = [{ resource: condition("c1"), search: { mode: "Match" } }];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "complete", resources: [condition("c1")] });
  });

  it.each<[what: string, subject: unknown]>([
    ["another patient", { reference: "Patient/p2" }],
    ["a longer id", { reference: "Patient/p11" }],
    ["another case", { reference: "Patient/P1" }],
    ["another server's patient", { reference: "https://other.example/fhir/Patient/p1" }],
    ["another kind of thing", { reference: "Group/p1" }],
    ["an identifier alone", { identifier: { system: "mrn", value: "1" } }],
    ["a contained patient", { reference: "#p1" }],
    ["a search", { reference: "Patient?identifier=1" }],
    ["a bundle's own address", { reference: "urn:uuid:0e7c6b7e-95d2-4f0b-8a39-6b5f6f1f6c55" }],
    ["nobody", undefined],
    ["a text", "Patient/p1"],
  ])("of %s is dropped, counted and said", async (_what, subject) => {
    const mixed = [condition("c1"), condition("c2", { subject })];
    const result = await read(await chart({ Condition: () => ({ body: bundle(mixed) }) }));
    expect(ids(result)).toEqual(["c1"]);
    expect(result.foreign).toEqual([{ type: "Condition", count: 1 }]);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(result.reads.Condition.detail).toContain("not this patient's");
    expect(result.reads.Condition.detail).not.toContain("p2");
  });

  it("of this patient is kept, however the reference is written", async () => {
    const ehr: ScriptedEhr = await chart({
      Condition: (_request, { base }) => ({
        body: bundle([
          condition("c1", { subject: { reference: `${base}/Patient/p1` } }),
          condition("c2", { subject: { reference: "Patient/p1/_history/4" } }),
        ]),
      }),
    });
    const result = await read(ehr);
    expect(ids(result)).toEqual(["c1", "c2"]);
    expect(result.reads.Condition.outcome).toBe("complete");
  });

  it.each<[what: string, entry: object]>([
    ["without an id", { resource: { resourceType: "Condition", subject: { reference: "Patient/p1" } } }],
    ["with an id that is none", { resource: condition("../c1") }],
    ["without a resource", { fullUrl: "urn:x" }],
    ["that is null", { resource: null }],
  ])("%s makes the read incomplete", async (_what, entry) => {
    const { reads } = await read(
      await chart({ Condition: () => ({ body: bundle([], { entry: [entry] }) }) }),
    );
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [] });
  });

  const outcome = (issue: object) => ({ resourceType: "OperationOutcome", issue: [issue] });

  it.each<[severity: string | undefined, code: string, ending: string]>([
    ["error", "processing", "incomplete"],
    ["fatal", "exception", "incomplete"],
    [undefined, "informational", "incomplete"],
    ["warning", "suppressed", "incomplete"],
    ["information", "suppressed", "incomplete"],
    ["warning", "incomplete", "incomplete"],
    ["warning", "throttled", "incomplete"],
    ["warning", "security", "incomplete"],
    ["warning", "forbidden", "incomplete"],
    ["warning", "timeout", "incomplete"],
    ["warning", "too-costly", "incomplete"],
    ["warning", "processing", "complete"],
    ["warning", "not-found", "complete"],
    ["warning", "not-supported", "complete"],
    ["information", "informational", "complete"],
  ])("an OperationOutcome of %s %s: %s", async (severity, code, ending) => {
    const resources = [condition("c1"), outcome({ severity, code })];
    const result = await read(await chart({ Condition: () => ({ body: bundle(resources, { total: 1 }) }) }));
    expect(result.reads.Condition.outcome).toBe(ending);
    expect(ids(result)).toEqual(["c1"]);
  });

  it.each([
    ["4119", "incomplete"],
    ["59204", "incomplete"],
    ["4101", "complete"],
  ])("Epic's warning %s: %s", async (code, ending) => {
    const issue = { severity: "warning", code: "processing", details: { coding: [{ code }] } };
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([outcome(issue)]) }) }));
    expect(reads.Condition).toMatchObject({ outcome: ending, resources: [] });
  });
});
