import { describe, expect, it } from "vitest";
import { narrowed } from "../../launch/narrowed.ts";

const asked = ["launch", "openid", "patient/Condition.rs", "patient/Task.crus", "patient/CarePlan.rus"];
const lost = (given: readonly string[]) => narrowed(asked, given).map(({ what }) => what);

describe("what was asked for and not given", () => {
  it.each<[what: string, given: string[], names: string[]]>([
    ["nothing less", asked, []],
    [
      "all of it in the other spelling",
      ["Condition", "Task", "CarePlan"].map((type) => `patient/${type}.*`),
      [],
    ],
    ["more than was asked", ["patient/*.cruds"], []],
    [
      "reading alone",
      ["patient/Condition.read", "patient/Task.read", "patient/CarePlan.read"],
      ["write Task", "write CarePlan"],
    ],
    ["one type not at all", ["patient/Condition.rs", "patient/CarePlan.rus"], ["read Task", "write Task"]],
    [
      "a right to change and none to create",
      ["patient/Condition.rs", "patient/Task.rus", "patient/CarePlan.rus"],
      ["write Task"],
    ],
    ["a right to read and none to search", ["patient/Condition.r", ...asked.slice(3)], ["read Condition"]],
    [
      "some of them",
      ["patient/Condition.rs?category=health-concern", ...asked.slice(3)],
      ["read Condition, but for some of them"],
    ],
    ["none", [], ["read Condition", "read Task", "write Task", "read CarePlan", "write CarePlan"]],
  ])("is named where the EHR gave %s", (_, given, names) => {
    expect(lost(given)).toEqual(names);
  });

  it("is told in the words of the product: what is not seen is not known", () => {
    const [conditions] = narrowed(["patient/Condition.rs"], []);
    expect(conditions?.means).toBe(
      "CareMonth cannot see the patient's conditions: not known, which is not the same as none.",
    );
    const [task] = narrowed(["patient/Task.cu"], ["patient/Task.rs"]);
    expect(task?.means).toBe("The month and its time cannot be recorded in the EHR from here.");
  });

  it("is not missed where it was never asked for", () => {
    expect(narrowed(["patient/Task.rs"], ["patient/Task.rs"])).toEqual([]);
    expect(narrowed([], [])).toEqual([]);
  });

  it("does not speak of the launch, the user or lasting access", () => {
    expect(narrowed(["launch", "openid", "fhirUser", "online_access"], [])).toEqual([]);
  });

  it("was not lost where only some of them were asked for", () => {
    const some = ["patient/Condition.rs?category=problem-list-item"];
    expect(narrowed(some, some)).toEqual([]);
    expect(narrowed(some, []).map(({ what }) => what)).toEqual(["read Condition"]);
  });
});
