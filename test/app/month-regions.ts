import { screen, within } from "@testing-library/react";

/** A part of the screen by its name. */
export const region = (name: string | RegExp) => screen.findByRole("region", { name });

/** The five answers at a glance, as a person reads them. */
export async function answers(): Promise<string[]> {
  const glance = await region(/at a glance/);
  return within(glance)
    .getAllByRole("listitem")
    .map((item) => item.textContent ?? "");
}
