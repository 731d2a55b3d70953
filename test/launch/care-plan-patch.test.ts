import { describe, expect, it } from "vitest";
import { added, holding, link, other, plan } from "./held-care-plan.ts";

describe("a patch", () => {
  it.each([
    ["the first activity", plan(), { op: "add", path: "/activity", value: [JSON.parse(added)] }],
    ["a further one", plan(other), { op: "add", path: "/activity/-", value: JSON.parse(added) }],
  ])("tests the version and adds %s", async (_what, before, operation) => {
    const ehr = await holding(before);
    await link(ehr, "patch");
    const [request] = ehr.writes();
    expect(request).toMatchObject({ method: "PATCH", url: "/fhir/CarePlan/c1" });
    expect(request?.headers["content-type"]).toBe("application/json-patch+json");
    expect(JSON.parse(request?.body ?? "")).toEqual([
      { op: "test", path: "/meta/versionId", value: "1" },
      operation,
    ]);
  });

  it("tests the identifier where only the ETag tells the version", async () => {
    const text = plan(other).replace(
      /^\{"resourceType":"CarePlan",/,
      '{"resourceType":"CarePlan","id":"c1",',
    );
    const ehr = await holding(plan(other), {
      before: ({ method }) => (method === "GET" ? { headers: { etag: 'W/"1"' }, body: text } : null),
    });
    await link(ehr, "patch");
    expect(JSON.parse(ehr.writes()[0]?.body ?? "")[0]).toEqual({
      op: "test",
      path: "/identifier",
      value: [{ system: "urn:oid:2.25.1", value: "plan-key" }],
    });
  });
});
