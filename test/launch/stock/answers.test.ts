import { describe, expect, it } from "vitest";
import { ehrClient } from "../../../launch/ehr-client.ts";
import { readIssues } from "../../../launch/ehr-error.ts";
import { readSearch } from "../../../launch/read-search.ts";
import { fixedToken } from "../fixed-token.ts";
import { type ScriptedEhr, scriptedEhr } from "../scripted-ehr.ts";
import { stockClient, thrownBy } from "./stock-fhirclient.ts";

function ours({ base }: ScriptedEhr) {
  return ehrClient({ base, tokens: fixedToken("access-canary"), sleep: async () => undefined });
}

describe("§7.7: what the EHR says about a failure", () => {
  const refusing = () =>
    scriptedEhr(() => ({
      status: 422,
      body: {
        resourceType: "OperationOutcome",
        issue: [{ severity: "error", code: "required", diagnostics: "name-canary lacks a date" }],
      },
    }));

  it("is only text inside the message of stock fhirclient's error, with the address", async () => {
    const ehr = await refusing();
    const error = await thrownBy(stockClient(ehr).request("Condition?patient=p1"));
    expect(error.message).toContain("name-canary");
    expect(error.message).toContain("patient=p1");
    expect(Reflect.get(error, "body")).toBeUndefined();
  });

  it("is read into issues by ours, and stands in no words of a read", async () => {
    const ehr = await refusing();
    const answer = await ours(ehr).read("Condition?patient=p1");
    expect(readIssues(answer).issues.join()).toContain("name-canary");
    const { read } = await readSearch(
      { client: ours(ehr), patient: "p1", scopes: ["patient/*.rs"], now: () => "2026-03-06T12:00:00.000Z" },
      "Condition",
    );
    expect(read.outcome).toBe("failed");
    expect(JSON.stringify(read)).not.toContain("name-canary");
  });
});

describe("§7.8: a record that was created and cannot be read back", () => {
  const created = () =>
    scriptedEhr(({ method }) =>
      method === "POST"
        ? {
            status: 201,
            headers: { location: "http://127.0.0.1:1/fhir/Task/t1", "content-type": "application/json" },
          }
        : { status: 403 },
    );

  it("is a failure to stock fhirclient, which was not asked to read", async () => {
    const ehr = await created();
    const error = await thrownBy(stockClient(ehr).create({ resourceType: "Task" }));
    expect(error.message).toMatch(/ECONNREFUSED/);
    expect(ehr.seen[0]?.headers["content-type"]).toBe("application/json");
  });

  it("is created to ours, which sends FHIR's media type and asks nothing more", async () => {
    const ehr = await created();
    const task = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;
    expect(await ours(ehr).write(task)).toMatchObject({ kind: "answered", status: 201 });
    expect(ehr.seen.map(({ headers }) => headers["content-type"])).toEqual(["application/fhir+json"]);
  });
});

describe("§7.8: a patch", () => {
  const patch = [{ op: "add" as const, path: "/note", value: [] }];
  const answering = () => scriptedEhr(() => ({ body: { resourceType: "CarePlan" } }));

  it("goes out of stock fhirclient with a preference that FHIR does not know", async () => {
    const ehr = await answering();
    await stockClient(ehr).patch("CarePlan/c1", patch);
    expect(ehr.seen[0]?.headers["prefer"]).toBe("return=presentation");
  });

  it("goes out of ours with none, guarded by the version it was made for", async () => {
    const ehr = await answering();
    const change = {
      method: "PATCH",
      path: "CarePlan/c1",
      body: JSON.stringify(patch),
      ifMatch: 'W/"3"',
    } as const;
    await ours(ehr).write({ ...change, contentType: "application/json-patch+json" });
    const [{ headers } = { headers: {} }] = ehr.seen;
    expect(headers).not.toHaveProperty("prefer");
    expect(headers).toMatchObject({ "if-match": 'W/"3"', "content-type": "application/json-patch+json" });
  });
});
