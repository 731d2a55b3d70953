import fc from "fast-check";
import { parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { jsonDifference } from "./chart/json-difference.ts";

const between = (was: string, is: string) =>
  jsonDifference(parse(was), parse(is)).map((one) => [one.path, one.was, one.is]);

describe("the difference of two versions", () => {
  it.each([
    ['{"a":1}', '{"a":1}', []],
    ['{"a":1.10}', '{"a":1.1}', [["a", "1.10", "1.1"]]],
    [
      '{"a":"x"}',
      '{"b":"x"}',
      [
        ["a", "x", null],
        ["b", null, "x"],
      ],
    ],
    ['{"a":{"b":[1,2]}}', '{"a":{"b":[1,3]}}', [["a.b[1]", "2", "3"]]],
    ['{"a":[1,2,3]}', '{"a":[1,9,2,3]}', [["a[1]", null, "9"]]],
    ['{"a":[1,2,3]}', '{"a":[2,3]}', [["a[0]", "1", null]]],
    ['{"a":[1,1]}', '{"a":[1]}', [["a[1]", "1", null]]],
    ['{"a":[{"b":1,"c":2}]}', '{"a":[{"b":1,"c":3}]}', [["a[0].c", "2", "3"]]],
    ['{"a":null}', "{}", [["a", "null", null]]],
  ])("from %s to %s", (was, is, expected) => {
    expect(between(was, is)).toEqual(expected);
  });

  it("is empty exactly between equals, and the same turned round", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(jsonDifference(one, structuredClone(one))).toEqual([]);
        const there = jsonDifference(one, other);
        const back = jsonDifference(other, one).map(({ path, was, is }) => ({ path, was: is, is: was }));
        const ordered = (list: typeof there) => list.map((each) => JSON.stringify(each)).toSorted();
        expect(ordered(back)).toEqual(ordered(there));
      }),
    );
  });
});
