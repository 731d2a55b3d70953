import { describe, expect, it } from "vitest";
import { accentOf } from "../../app/ehr-accent.ts";
import { contrast, readColor } from "../../app/ui/contrast.ts";
import type { EhrStyle } from "../../server/contract/ways-in.ts";

const none: EhrStyle = {
  color_background: null,
  color_error: null,
  color_highlight: null,
  color_modal_backdrop: null,
  color_success: null,
  color_text: null,
  dim_border_radius: null,
  dim_font_size: null,
  dim_spacing_size: null,
};
const highlighted = (color_highlight: string | null) => accentOf({ ...none, color_highlight });

describe("contrast", () => {
  it.each([
    ["#000", "#ffffff", 21],
    ["#767676", "#fff", 4.54],
    ["rgb(29, 79, 158)", "#fff", 7.93],
    ["#465365ff", "#f4f6f8", 7.19],
  ])("of %s on %s is %d", (one, other, ratio) => {
    const [front, back] = [readColor(one), readColor(other)];
    if (!front || !back) throw new Error("a colour was not read");
    expect(contrast(front, back)).toBeCloseTo(ratio, 1);
    expect(contrast(back, front)).toBe(contrast(front, back));
  });

  it.each(["", "teal", "#12345", "#1f6f8b80", "#123c", "rgba(1,2,3,0.5)", "url(x)"])(
    "is not computed for %s: not an opaque colour",
    (text) => expect(readColor(text)).toBeNull(),
  );
});

describe("the EHR's accent", () => {
  it.each(["#1f6f8b", "#1f6f8bff", "rgb(31, 111, 139)", "rgba(31,111,139,1)"])(
    "is taken over: %s",
    (color) => {
      const accent = highlighted(color);
      expect(accent?.get("--accent")).toBe("rgb(31, 111, 139)");
      expect(accent?.get("--mantine-color-act-filled")).toBe("rgb(31, 111, 139)");
    },
  );

  it.each([
    ["too light to read", "#69b5ce"],
    ["readable on white and not on the page's ground", "#757575"],
    ["half transparent", "#1f6f8b80"],
    ["not named", null],
  ])("is not taken over where it is %s", (_, color) => expect(highlighted(color)).toBeNull());

  it("leaves the colours of states and minutes alone", () => {
    const names = [...(highlighted("#7a1f1f")?.keys() ?? [])];
    expect(
      names.filter((name) => /^--(act|ok|near|stop|unk|practitioner|ink|page|card)$/.test(name)),
    ).toEqual([]);
    expect(names).not.toHaveLength(0);
  });
});
