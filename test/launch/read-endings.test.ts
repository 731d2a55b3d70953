import { describe, expect, it } from "vitest";
import { fixedToken } from "./fixed-token.ts";
import { bundle, chart, condition, everything, read, type Script } from "./scripted-chart.ts";
import type { Reply } from "./scripted-ehr.ts";

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
      advice: "Open CareMonth again from the chart.",
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
