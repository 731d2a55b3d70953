import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, entryTask, inputOf, type Row, timeEntry } from "./chart.builder.ts";

describe("our time entries", () => {
  const entries = (...tasks: object[]) => assembleFacts(inputOf(chart({ Task: tasks })));
  const other = { id: "3d9c1c58-2a0c-4f0e-8f6b-0d2a5a7e4b22" };

  it.each<Row>([
    ["reached by phone", {}, { interactive: true, mode: "phone", activity: "care_coordination" }],
    ["chart work", { mode: "chart", outcome: "not_a_contact" }, { interactive: false, mode: "chart" }],
    ["a portal message that was answered", { mode: "portal_message" }, { interactive: false }],
    ["a voicemail left", { outcome: "voicemail" }, { interactive: false, mode: "voicemail" }],
    ["nobody answered", { outcome: "no_answer" }, { interactive: false, activity: "outreach_attempt" }],
    ["claimed for nothing", { programmes: [] }, { attributed_to: [] }],
    ["shared by three", { patients_sharing: 3 }, { patients_sharing: 3 }],
  ])("%s", (_, change, expected) => {
    expect(entries(entryTask(change)).facts.time_entries).toMatchObject([expected]);
  });

  it.each<readonly [string, object[], number, string[]]>([
    ["one entry", [entryTask()], 1, []],
    ["the same entry twice", [entryTask(), entryTask({}, "copy")], 1, ["duplicate"]],
    [
      "two versions of one entry",
      [entryTask(), entryTask({ mode: "video" }, "copy")],
      0,
      ["unusable", "unusable"],
    ],
    [
      "a correction beside what it corrects",
      [entryTask(), entryTask({ ...other, replaces: `id:time_entry:${timeEntry.id}` }, "new")],
      1,
      ["superseded"],
    ],
    ["a retracted entry", [{ ...entryTask(), status: "entered-in-error" }], 0, ["retracted"]],
    [
      "an entry of another patient's identifier",
      [
        {
          ...entryTask(),
          identifier: entryTask().identifier?.map((one, index) =>
            index === 0 ? { ...one, value: "x" } : one,
          ),
        },
      ],
      0,
      ["unverified"],
    ],
    [
      "an entry whose id was changed",
      [
        {
          ...entryTask(),
          identifier: entryTask().identifier?.map((one, index) =>
            index === 1 ? { ...one, value: "x" } : one,
          ),
        },
      ],
      0,
      ["unverified"],
    ],
    [
      "an entry whose person somebody changed",
      [{ ...entryTask(), owner: { reference: "Practitioner/stranger", display: "Nia Park" } }],
      0,
      ["unverified"],
    ],
    [
      "a correction whose person somebody changed: what it corrects stays corrected",
      [
        entryTask(),
        {
          ...entryTask({ ...other, replaces: `id:time_entry:${timeEntry.id}` }, "new"),
          owner: { reference: "Practitioner/stranger" },
        },
      ],
      0,
      ["superseded", "unverified"],
    ],
    ["an entry without an owner", [{ ...entryTask(), owner: undefined }], 0, ["unusable"]],
    ["an entry cancelled by somebody", [{ ...entryTask(), status: "cancelled" }], 0, ["unusable"]],
    [
      "somebody else's Task",
      [{ resourceType: "Task", id: "x", status: "completed", for: { reference: "Patient/p1" } }],
      0,
      [],
    ],
  ])("%s", (_, tasks, count, kinds) => {
    const { facts, shown } = entries(...tasks);
    expect(facts.time_entries).toHaveLength(count);
    expect(shown.entries).toHaveLength(count);
    expect(shown.setAside.map((one) => one.kind)).toEqual(kinds);
  });

  it.each<readonly [string, object, string]>([
    ["unverified", { owner: { reference: "Practitioner/stranger" } }, "is not counted"],
    ["unusable", { status: "cancelled" }, "is not counted"],
    ["retracted", { status: "entered-in-error" }, "entered in error"],
  ])("says of one that is %s where it is and what that means", (kind, change, words) => {
    const { shown } = entries({ ...entryTask(), ...change });
    expect(shown.setAside).toEqual([
      {
        artefact: "time_entry",
        reference: "Task/entry",
        version: "3",
        kind,
        why: expect.stringContaining(words),
      },
    ]);
  });

  it.each<readonly [string, object, number]>([
    ["in the month", {}, 1],
    ["in another month", { executionPeriod: { start: "2026-02-05T10:00:00-05:00" } }, 0],
    [
      "across the edge",
      { executionPeriod: { start: "2026-02-28T23:50:00-05:00", end: "2026-03-01T00:10:00-05:00" } },
      1,
    ],
    [
      "around it, end first",
      { executionPeriod: { start: "2026-04-28T23:50:00-04:00", end: "2026-02-01T00:10:00-05:00" } },
      1,
    ],
    ["nobody knows when", { executionPeriod: undefined }, 1],
    ["some time in the year", { executionPeriod: { start: "2026" } }, 1],
    ["some time in another year", { executionPeriod: { start: "2025" } }, 0],
  ])("are set aside where they concern the month: %s", (_, change, count) => {
    const cancelled = { ...entryTask(), status: "cancelled", ...change };
    expect(entries(cancelled).shown.setAside).toHaveLength(count);
    expect(entries(cancelled).facts.time_entries).toEqual([]);
  });

  it.each<readonly [string, string, string, number]>([
    ["over at last month's midnight", "2026-02-28T23:00:00-05:00", "2026-02-28T23:59:59-05:00", 0],
    ["across the first midnight", "2026-02-28T23:50:00-05:00", "2026-03-01T00:10:00-05:00", 1],
    ["from the first midnight", "2026-03-01T05:00:00Z", "2026-03-01T05:10:00Z", 1],
    ["across the last midnight", "2026-03-31T23:50:00-04:00", "2026-04-01T00:10:00-04:00", 1],
    ["from next month's midnight", "2026-04-01T04:00:00Z", "2026-04-01T04:10:00Z", 0],
    ["ending before it starts", "2026-04-01T10:00:00-04:00", "2026-03-31T10:00:00-04:00", 1],
  ])("%s", (_, start, end, count) => {
    expect(entries(entryTask({ start, end })).facts.time_entries).toHaveLength(count);
  });
});
