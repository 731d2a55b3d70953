import { describe, expect, it } from "vitest";
import { faultySandbox } from "./faulty-sandbox.ts";

const { add, fhir, post, registered } = faultySandbox();

describe("the matcher", () => {
  it.each([
    [{ method: "GET" }, [418, 201, 418]],
    [{ type: "Task" }, [418, 418, 200]],
    [{ path: "/fhir/Task/t1" }, [418, 201, 200]],
    [{ path: "/fhir/Task*" }, [418, 418, 200]],
    [{ path: "/fhir/P*", method: "GET" }, [200, 201, 418]],
    [{ times: 2 }, [418, 418, 200]],
    [{}, [418, 418, 418]],
  ])("%j", async (match, statuses) => {
    add({ kind: "status", status: 418 }, match);
    const answers = [await fhir("Task/t1"), await post(), await fhir("Patient/p01")];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it("lets faults add up, and withdraws them all", async () => {
    add({ kind: "bom" });
    add({ kind: "content_type", value: "text/plain" });
    const both = await fhir("Task/t1");
    expect(both.headers.get("content-type")).toBe("text/plain");
    expect(new Uint8Array(await both.arrayBuffer())[0]).toBe(0xef);
    registered().sandbox.faults.clear();
    expect((await fhir("Task/t1")).headers.get("content-type")).toContain("application/fhir+json");
  });

  it("reaches the token endpoint", async () => {
    add({ kind: "malformed_json" }, { path: "/oauth/token" });
    const response = await fetch(`${registered().sandbox.url}/oauth/token`, { method: "POST" });
    const text = await response.text();
    expect(() => JSON.parse(text)).toThrow();
  });
});
