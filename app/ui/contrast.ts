/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** An opaque colour written `#rgb`, `#rrggbb`, with or without alpha, or `rgb()`; null for anything else. */
export function readColor(text: string): Rgb | null {
  return fromHex(text) ?? fromChannels(text);
}

function fromHex(text: string): Rgb | null {
  const [, digits = ""] = /^#([0-9a-f]{3,8})$/i.exec(text) ?? [];
  const wide = digits.length < 6 ? digits.replace(/./g, "$&$&") : digits;
  const opaque = wide.length === 6 || (wide.length === 8 && /ff$/i.test(wide));
  if (!opaque) return null;
  const part = (at: number) => Number.parseInt(wide.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

function fromChannels(text: string): Rgb | null {
  const found = /^rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?1)?\)$/i.exec(text);
  return found && [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** WCAG 2.2, "contrast ratio": 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, "relative luminance", 0 to 1. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** So much of one colour in another; `share` is 0 to 1. */
export function mix([red, green, blue]: Rgb, [r, g, b]: Rgb, share: number): Rgb {
  const part = (one: number, other: number) => Math.round(one * share + other * (1 - share));
  return [part(red, r), part(green, g), part(blue, b)];
}
