import { describe, expect, it } from "vitest";
import { askEhrStyle, readEhrStyle } from "../../launch/ehr-style.ts";
import { smartStyle } from "../sandbox-ehr/smart/smart-style.ts";
import { fakeSmart, json } from "./fake-smart.ts";
import { type Reply, scriptedEhr } from "./scripted-ehr.ts";

const one = (name: string, value: unknown) => {
  const style = readEhrStyle(JSON.stringify({ [name]: value }));
  return Object.entries(style ?? {}).find(([key]) => key === name)?.[1];
};

describe("a description of looks", () => {
  it("gives its colours and lengths, and no fonts", () => {
    expect(readEhrStyle(JSON.stringify(smartStyle))).toEqual({
      color_background: "#f4f6f8",
      color_error: "#9e2d2d",
      color_highlight: "#1f6f8b",
      color_modal_backdrop: null,
      color_success: "#2f6b46",
      color_text: "#1d2733",
      dim_border_radius: "4px",
      dim_font_size: "14px",
      dim_spacing_size: "16px",
    });
  });

  it.each(["#fff", "#ABCD", "#a1b2c3", "#a1b2c3d4", "rgb(0,0,0)", "rgb(255, 0, 10)", "rgba(1, 2, 3, 0.5)"])(
    "may name the colour %s",
    (color) => {
      expect(one("color_text", color)).toBe(color);
    },
  );

  it.each([
    "red; background: url(//evil.invalid)",
    "url(//evil.invalid)",
    "var(--x)",
    "#12",
    "#12345",
    "rgb(256, 0, 0)",
    "rgb(0, 0)",
    "#fff\n",
    "#fff}",
    "expression(1)",
    "",
    7,
    null,
  ])("is not taken at its word for the colour %j", (color) => {
    expect(one("color_text", color)).toBeNull();
  });

  it.each(["0", "4px", "1.25rem", "0.5em", "12pt"])("may name the length %s", (length) => {
    expect(one("dim_border_radius", length)).toBe(length);
  });

  it.each(["-4px", "400px", "4", "calc(1px)", "50%", "4px;", "99rem", "1e3px", ""])(
    "is not taken at its word for the length %j",
    (length) => {
      expect(one("dim_border_radius", length)).toBeNull();
    },
  );

  it.each(["", "{", "[]", "7", "null", '"x"'])("is none where it is %j", (text) => {
    expect(readEhrStyle(text)).toBeNull();
  });
});

describe("asking for it", () => {
  const ask = async (reply: (origin: string) => Reply) => {
    const ehr = await scriptedEhr(() => reply(ehr.origin));
    const { connection } = await fakeSmart();
    const style = await askEhrStyle({ ...connection, iss: ehr.base }, `${ehr.origin}/style.json`);
    return { style, ehr };
  };

  it("sends no token, and takes the answer", async () => {
    const { style, ehr } = await ask(() => ({ headers: json, body: smartStyle }));
    expect(style?.color_text).toBe(smartStyle.color_text);
    expect(ehr.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it.each<[what: string, reply: (origin: string) => Reply]>([
    ["refuses", () => ({ status: 404, body: smartStyle })],
    ["sends the asker elsewhere", (origin) => ({ status: 302, headers: { location: `${origin}/other` } })],
    ["breaks off", () => ({ end: "cut", body: "{" })],
    ["answers nonsense", () => ({ body: "<html>" })],
    ["answers a byte more than 8 KiB", () => ({ body: JSON.stringify(smartStyle).padEnd(8 * 1024 + 1) })],
  ])("gives nothing where the EHR %s", async (_, reply) => {
    expect((await ask(reply)).style).toBeNull();
  });

  it("takes as much as 8 KiB", async () => {
    const { style } = await ask(() => ({ body: JSON.stringify(smartStyle).padEnd(8 * 1024) }));
    expect(style).not.toBeNull();
  });

  it("goes to trusted origins alone", async () => {
    const elsewhere = await scriptedEhr(() => ({ headers: json, body: smartStyle }));
    const { connection } = await fakeSmart();
    expect(await askEhrStyle(connection, `${elsewhere.origin}/style.json`)).toBeNull();
    expect(elsewhere.seen).toEqual([]);
  });
});
