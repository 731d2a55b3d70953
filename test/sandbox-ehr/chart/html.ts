/** Markup that was made here, with everything else in it escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A tagged template: strings and numbers are escaped, Html and lists of Html go in as they are. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | Html[])[]
): Html {
  return new Html(parts.reduce((text, part, index) => text + toText(values[index - 1] ?? "") + part));
}

function toText(value: string | number | Html | Html[]): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((one) => one.text).join("");
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
