import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allows, type Grant, granted, type ScopeInteraction } from "../../launch/scopes.ts";

describe("granted", () => {
  it.each<[scope: string, type: string, interaction: ScopeInteraction, grant: Grant]>([
    ["patient/Task.rs", "Task", "r", "all"],
    ["patient/Task.rs", "Task", "s", "all"],
    ["patient/Task.rs", "Task", "c", "none"],
    ["patient/Task.cruds", "Task", "d", "all"],
    ["patient/Task.cu", "Task", "u", "all"],
    ["patient/Task.r", "Task", "s", "none"],
    ["patient/Task.rs", "Goal", "r", "none"],
    ["patient/*.rs", "Task", "s", "all"],
    ["user/Task.read", "Task", "r", "all"],
    ["user/Task.read", "Task", "s", "all"],
    ["user/Task.read", "Task", "c", "none"],
    ["user/Task.write", "Task", "c", "all"],
    ["user/Task.write", "Task", "u", "all"],
    ["user/Task.write", "Task", "r", "none"],
    ["user/*.*", "Task", "d", "all"],
    ["system/Task.s", "Task", "s", "all"],
    ["patient/Condition.rs?category=problem-list-item", "Condition", "s", "some"],
    ["patient/Condition.rs?category=problem-list-item", "Condition", "c", "none"],
    ["patient/Tas.rs", "Task", "r", "none"],
    ["patient/TaskX.rs", "Task", "r", "none"],
    ["patient/Task.sr", "Task", "s", "none"],
    ["patient/Task.", "Task", "r", "none"],
    ["patient/Task", "Task", "r", "none"],
    ["other/Task.rs", "Task", "r", "none"],
    ["xpatient/Task.rs", "Task", "r", "none"],
    ["launch", "Task", "r", "none"],
  ])("%s gives %s.%s: %s", (scope, type, interaction, grant) => {
    expect(granted([scope], type, interaction)).toBe(grant);
  });

  it("takes the widest of several scopes", () => {
    const narrow = "patient/Condition.rs?category=health-concern";
    expect(granted(["openid", narrow], "Condition", "s")).toBe("some");
    expect(granted([narrow, "patient/Condition.rs"], "Condition", "s")).toBe("all");
    expect(granted([], "Condition", "s")).toBe("none");
  });
});

describe("allows", () => {
  it("is not satisfied by a right to some of them", () => {
    expect(allows(["patient/Task.cruds?code=x"], "Task", "c")).toBe(false);
    expect(allows(["patient/Task.cruds"], "Task", "c")).toBe(true);
  });

  it("never gains a right from a scope of another type", async () => {
    const rights = fc.constantFrom("read", "write", "*", "cruds", "rs");
    const type = fc.stringMatching(/^[A-Z][A-Za-z]{2,12}$/).filter((name) => name !== "Task");
    await fc.assert(
      fc.property(type, rights, (name, right) => {
        expect(allows([`patient/${name}.${right}`], "Task", "r")).toBe(false);
      }),
    );
  });
});
