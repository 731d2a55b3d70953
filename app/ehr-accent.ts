import { useEffect } from "react";
import type { EhrStyle } from "../server/contract/ways-in.ts";
import { contrast, mix, type Rgb, readColor } from "./ui/contrast.ts";

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const page: Rgb = [244, 246, 248];
/** WCAG 2.2, success criterion 1.4.3, level AA. */
const readable = 4.5;

/**
 * The variables that colour links, buttons and focus as the EHR does; null where it names no colour that stays
 * readable on every ground it would stand on. States and minutes keep their own colours: those mean something.
 */
export function accentOf(style: EhrStyle | null): ReadonlyMap<string, string> | null {
  const accent = readColor(style?.color_highlight ?? "");
  if (!accent) return null;
  const soft = mix(accent, white, 0.1);
  if ([white, page, soft].some((ground) => contrast(accent, ground) < readable)) return null;
  const dark = mix(accent, black, 0.8);
  return new Map([
    ["--accent", css(accent)],
    ["--accent-soft", css(soft)],
    ["--mantine-color-act-filled", css(accent)],
    ["--mantine-color-act-filled-hover", css(dark)],
    ["--mantine-primary-color-filled", css(accent)],
    ["--mantine-primary-color-filled-hover", css(dark)],
  ]);
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** Gives this frame the EHR's accent. Set through the style object, which no content policy has to let through. */
export function useEhrAccent(style: EhrStyle | null): void {
  useEffect(() => {
    const root = document.documentElement.style;
    const accent = accentOf(style);
    for (const [name, value] of accent ?? []) root.setProperty(name, value);
    return () => {
      for (const name of accent?.keys() ?? []) root.removeProperty(name);
    };
  }, [style]);
}
