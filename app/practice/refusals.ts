import type { Problem } from "../api.ts";

/** One thing the server did not take: where in what was sent, and what is wanted there. */
export interface Finding {
  /** `0.codes.1`; empty for the whole. */
  readonly path: string;
  readonly words: string;
}

/**
 * What a refusal says of single fields. The server names them as `key at path: words` for a setting and as
 * `/fields/path words` for a person; a refusal about something else names none.
 */
export function findingsOf({ code, message }: Problem): readonly Finding[] {
  if (code === "setting_invalid") return settingFinding(message);
  return code === "request_invalid" ? fieldFindings(message) : [];
}

function settingFinding(message: string): Finding[] {
  const [, path = "", words] = /^\w+(?: at ([^:]+))?: (.+)$/s.exec(message) ?? [];
  return words === undefined ? [] : [{ path, words }];
}

function fieldFindings(message: string): Finding[] {
  return message
    .replace(/\.$/, "")
    .split(/(?:; |: )(?=\/)/)
    .flatMap((part) => {
      const [, path, words] = /^\/fields\/(\S+) (.+)$/s.exec(part) ?? [];
      return path && words ? [{ path: path.replaceAll("/", "."), words }] : [];
    });
}

/** What is said of one place; null where nothing is. */
export function said(findings: readonly Finding[], path: string): string | null {
  return findings.find((finding) => finding.path === path)?.words ?? null;
}

/** `entry 2, codes, entry 3`: a path as people count, the first being 1. */
export function placeWords(path: string): string {
  const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? `entry ${Number(part) + 1}` : part));
  return parts.join(", ").replaceAll("_", " ");
}
