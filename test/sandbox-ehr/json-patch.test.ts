import { describe, expect, it } from "vitest";
import { applyPatch } from "./fhir/json-patch.ts";

const document = '{"a":{"b":[1.10,2,3]},"x/y":1,"m~n":2}';

describe("JSON Patch", () => {
  it.each<[string, unknown, string]>([
    [
      "adds a member",
      { op: "add", path: "/c", value: null },
      '{"a":{"b":[1.10,2,3]},"x/y":1,"m~n":2,"c":null}',
    ],
    ["adds over a member", { op: "add", path: "/a", value: 1 }, '{"a":1,"x/y":1,"m~n":2}'],
    ["inserts first", { op: "add", path: "/a/b/0", value: 0 }, '{"a":{"b":[0,1.10,2,3]},"x/y":1,"m~n":2}'],
    [
      "inserts at the end",
      { op: "add", path: "/a/b/3", value: 4 },
      '{"a":{"b":[1.10,2,3,4]},"x/y":1,"m~n":2}',
    ],
    ["appends", { op: "add", path: "/a/b/-", value: 4 }, '{"a":{"b":[1.10,2,3,4]},"x/y":1,"m~n":2}'],
    [
      "replaces an element",
      { op: "replace", path: "/a/b/2", value: 9 },
      '{"a":{"b":[1.10,2,9]},"x/y":1,"m~n":2}',
    ],
    ["removes an element", { op: "remove", path: "/a/b/1" }, '{"a":{"b":[1.10,3]},"x/y":1,"m~n":2}'],
    ["removes a member with a slash", { op: "remove", path: "/x~1y" }, '{"a":{"b":[1.10,2,3]},"m~n":2}'],
    ["removes a member with a tilde", { op: "remove", path: "/m~0n" }, '{"a":{"b":[1.10,2,3]},"x/y":1}'],
    ["moves a member", { op: "move", from: "/a", path: "/c" }, '{"x/y":1,"m~n":2,"c":{"b":[1.10,2,3]}}'],
    [
      "moves an element, counted without it",
      { op: "move", from: "/a/b/0", path: "/a/b/2" },
      '{"a":{"b":[2,3,1.10]},"x/y":1,"m~n":2}',
    ],
    ["moves a member nowhere", { op: "move", from: "/a", path: "/a" }, document],
    [
      "copies with all digits",
      { op: "copy", from: "/a/b/0", path: "/a/b/-" },
      '{"a":{"b":[1.10,2,3,1.10]},"x/y":1,"m~n":2}',
    ],
    ["copies over a member", { op: "copy", from: "/x~1y", path: "/a" }, '{"a":1,"x/y":1,"m~n":2}'],
    ["minds no from where none belongs", { op: "remove", path: "/a", from: "/x" }, '{"x/y":1,"m~n":2}'],
    ["replaces all", { op: "replace", path: "", value: { z: 1 } }, '{"z":1}'],
  ])("%s", (_what, operation, text) => {
    expect(applyPatch(document, JSON.stringify([operation]))).toEqual({ kind: "patched", text });
  });

  it("copies what later operations leave alone", () => {
    const operations = [
      { op: "copy", from: "/a", path: "/c" },
      { op: "add", path: "/c/b/0", value: 0 },
    ];
    const text = '{"a":{"b":[1.10,2,3]},"x/y":1,"m~n":2,"c":{"b":[0,1.10,2,3]}}';
    expect(applyPatch(document, JSON.stringify(operations))).toEqual({ kind: "patched", text });
  });

  it.each<[string, unknown]>([
    ["equal numbers, however written", { op: "test", path: "/a/b/0", value: 1.1 }],
    ["an equal object", { op: "test", path: "/a", value: { b: [1.1, 2, 3] } }],
  ])("test holds for %s", (_what, operation) => {
    expect(applyPatch(document, JSON.stringify([operation]))).toEqual({ kind: "patched", text: document });
  });

  it.each<[string, unknown]>([
    ["another number", { op: "test", path: "/a/b/0", value: 1.2 }],
    ["a number as text", { op: "test", path: "/a/b/1", value: "2" }],
    ["a member more", { op: "test", path: "/a", value: { b: [1.1, 2, 3], c: 1 } }],
    ["a member less", { op: "test", path: "", value: { a: { b: [1.1, 2, 3] } } }],
    ["an object for a list", { op: "test", path: "/a/b", value: { 0: 1.1, 1: 2, 2: 3 } }],
    ["null where nothing is", { op: "test", path: "/nothing", value: null }],
    ["an element past the end", { op: "test", path: "/a/b/3", value: null }],
  ])("test fails for %s", (_what, operation) => {
    expect(applyPatch(document, JSON.stringify([operation])).kind).toBe("test_failed");
  });

  it.each<[string, unknown]>([
    ["not JSON", undefined],
    ["no list", {}],
    ["an unknown operation", [{ op: "merge", path: "/a", value: 1 }]],
    ["a move from where nothing is", [{ op: "move", path: "/a", from: "/x" }]],
    ["a move into itself", [{ op: "move", path: "/a/b", from: "/a" }]],
    ["a move from nowhere said", [{ op: "move", path: "/a" }]],
    ["a copy from past the end", [{ op: "copy", path: "/a", from: "/a/b/3" }]],
    ["a copy to past the end", [{ op: "copy", path: "/a/b/4", from: "/a/b/0" }]],
    ["a path that is no text", [{ op: "copy", path: 5, from: "/a" }]],
    ["an inherited name as operation", [{ op: "toString", path: "/a", value: 1 }]],
    ["no value", [{ op: "add", path: "/a" }]],
    ["a path without slash", [{ op: "add", path: "a", value: 1 }]],
    ["an index past the end", [{ op: "add", path: "/a/b/4", value: 1 }]],
    ["an index with a leading zero", [{ op: "replace", path: "/a/b/01", value: 1 }]],
    ["nothing to remove", [{ op: "remove", path: "/a/c" }]],
    ["a path through a number", [{ op: "add", path: "/x~1y/z", value: 1 }]],
  ])("is invalid with %s", (_what, operations) => {
    expect(applyPatch(document, JSON.stringify(operations) ?? "{").kind).toBe("invalid");
  });
});
