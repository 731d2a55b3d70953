import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { lockName } from "./folder-lock.ts";

/** Where in a store folder the database is. */
export function dataIn(folder: string): string {
  return path.join(folder, "data");
}

/** What is in a folder: a store that was begun, nothing (as where there is no folder), or something else. */
export function contentOf(folder: string): "store" | "nothing" | "other" {
  if (existsSync(path.join(dataIn(folder), "PG_VERSION"))) return "store";
  if (!existsSync(folder)) return "nothing";
  return readdirSync(folder).every((name) => name === lockName) ? "nothing" : "other";
}
