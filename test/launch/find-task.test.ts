import { describe, expect, it } from "vitest";
import { holding, lookUp, month, write } from "./month-task.ts";
import type { Reply } from "./scripted-ehr.ts";
import { type StoredEhr, storedEhr } from "./stored-ehr.ts";

describe("looking an unknown write up", () => {
  it("finds what arrived although the answer was lost", async () => {
    const ehr = await storedEhr({ after: ({ method }) => (method === "POST" ? { end: "reset" } : null) });
    expect(await write(ehr)).toMatchObject({ state: "unknown" });
    expect(await lookUp(ehr)).toMatchObject({ state: "confirmed", reference: "Task/task-1", version: "1" });
    expect(ehr.writes().length).toBe(1);
  });

  it("says that nothing is there, or still the older state", async () => {
    expect(await lookUp(await storedEhr())).toEqual({ state: "absent" });
    expect(await lookUp(await holding())).toEqual({ state: "absent" });
    const retired = await holding({}, month("new", { status: "entered-in-error" }));
    expect(await lookUp(retired)).toEqual({ state: "absent" });
  });

  it("sends nothing and does not take a failed search for an empty one", async () => {
    const down = await holding({ before: () => ({ status: 500 }) });
    expect(await lookUp(down)).toEqual({ state: "waiting", reason: "ehr_unreachable" });
    const cut = { resourceType: "Bundle", type: "searchset", total: 1 };
    const short = await storedEhr({ before: () => ({ body: cut }) });
    expect(await lookUp(short)).toMatchObject({ state: "rejected" });
    const unread = await holding({
      before: ({ url }) => (url.includes("Task/t1") ? { status: 500 } : null),
    });
    expect(await lookUp(unread)).toMatchObject({ state: "unknown" });
    expect([...down.writes(), ...short.writes(), ...unread.writes()]).toEqual([]);
  });

  it("does not take another patient's record for none", async () => {
    const ehr = await holding({}, month("new", { for: { reference: "Patient/p2" } }));
    expect(await lookUp(ehr)).toMatchObject({ state: "rejected", conflict: false });
  });

  it("does not choose between duplicates", async () => {
    const ehr = await holding({}, month("new"));
    ehr.put("Task", "t2", JSON.stringify(month("new")));
    expect(await lookUp(ehr)).toMatchObject({ state: "rejected", conflict: false });
  });

  it.each([
    ["a look-up", lookUp],
    ["a write", (ehr: StoredEhr) => write(ehr)],
  ])(
    "%s does not forget another patient's record that came before the search was begun again",
    async (_what, act) => {
      const theirs = { ...month("new", { for: { reference: "Patient/p2" } }), id: "t2" };
      const found = { resourceType: "Bundle", type: "searchset" };
      const answers: readonly Reply[] = [
        {
          body: { ...found, entry: [{ resource: theirs }], link: [{ relation: "next", url: "Task?page=2" }] },
        },
        { status: 410 },
        { body: { ...found, entry: [] } },
      ];
      const ehr = await storedEhr({
        before: ({ method }, nth) => (method === "GET" ? (answers[nth - 1] ?? null) : null),
      });
      const outcome = await act(ehr);
      expect(outcome).toMatchObject({ state: "rejected", conflict: false });
      expect(JSON.stringify(outcome)).toContain("belongs to another patient");
      expect(ehr.seen).toHaveLength(answers.length);
      expect(ehr.writes()).toEqual([]);
    },
  );
});
