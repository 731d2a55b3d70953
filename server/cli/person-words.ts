import type * as z from "zod";
import { WrongUsage } from "./command.ts";

const optionOf: Readonly<Record<string, string>> = {
  active_from: "--from",
  active_to: "--to",
  permissions: "--may",
  accounts: "--user",
};

/** What is wanted where the form itself says it in a program's words only. */
const wanted: Readonly<Record<string, string>> = {
  "--user": "is to be a reference at the EHR, as Practitioner/123",
  "--from": "is to be a day, YYYY-MM-DD",
  "--to": "is to be a day, YYYY-MM-DD",
  "--works-in-us": "is yes or no",
};

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly input?: unknown;
}

/** What was said of a person at the command line, as the form takes it. Throws WrongUsage, which goes by options. */
export function readSaid<Form extends z.ZodType>(form: Form, said: unknown): z.output<Form> {
  const parsed = form.safeParse(said, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new WrongUsage(parsed.error.issues.map(inWords).join("\n"));
}

function inWords({ code, path: [field = ""], message, input }: Issue): string {
  const name = String(field);
  const option = optionOf[name] ?? `--${name.replaceAll("_", "-")}`;
  if (input === undefined && code !== "custom") return `${option}: is missing.`;
  return `${option}: ${(code !== "custom" && wanted[option]) || message}.`;
}
