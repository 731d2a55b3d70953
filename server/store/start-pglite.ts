import fs from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { columnParsers } from "./column-parsers.ts";

/** PGlite in memory, for tests and a first look: gone with the process. Begins as the dump left it, or empty. */
export function startInMemory(dump?: Blob): Promise<PGlite> {
  return PGlite.create({ parsers: columnParsers, ...(dump && { loadDataDir: dump }) });
}

/**
 * PGlite in a folder, every commit on disk before it is acknowledged.
 * By itself PGlite starts with fsync off (`-F`) and its file system forwards no fsync; both are put right here.
 */
export async function startInFolder(folder: string): Promise<PGlite> {
  const lite = await PGlite.create(folder, {
    parsers: columnParsers,
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== "-F"),
      "-c",
      "wal_sync_method=fsync",
    ],
  });
  forwardFsync(lite);
  return lite;
}

function forwardFsync(lite: PGlite): void {
  const { node } = lite.Module.FS.lookupPath(PGlite.paths.PGDATA, {});
  node.mount.type.stream_ops.fsync = (stream: { readonly nfd: number }) => {
    fs.fsyncSync(stream.nfd);
    return 0;
  };
}
