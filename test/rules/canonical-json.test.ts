import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "../../server/rules/proof/canonical-json.ts";

it("keys are put in order whatever shape was seen before, line breaks in them included", () => {
  expect(canonicalJson({ b: 1, a: { d: 2, c: undefined } })).toBe('{"a":{"d":2},"b":1}');
  expect(canonicalJson({ "b\na": 1 })).toBe('{"b\\na":1}');
  expect(canonicalJson({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
});

it("one meaning has one text, and the text is that meaning", () => {
  const keys = fc.dictionary(fc.constantFrom("a", "b", "a\nb", "b\na", "\n", ""), fc.integer());
  fc.assert(
    fc.property(keys, (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});
