/** A table of Markdown; pipes and line ends in a cell are kept from breaking it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

export const code = (text: string): string => `\`${text}\``;

/** "first to last month", as the figures are dated. */
export const period = (from: string, to: string | undefined): string =>
  `${from} to ${to ?? "further notice"}`;
