import { mkdir } from "node:fs/promises";
import path from "node:path";
import { lock } from "proper-lockfile";

/** What the lock is called in its folder. */
export const lockName = "caremonth.lock";

/** A running owner renews its lock every `renew` ms; one not renewed for `stale` ms is taken over after a crash. */
const stale = 6_000;
const renew = 2_000;
const patience = { retries: 8, factor: 1, minTimeout: 1_000, maxTimeout: 1_000 };

/** The folder belongs to another running process. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The store folder ${folder} is in use by another CareMonth process. Two processes on one folder lose data, ` +
        "so this one stops. Stop the other process first, or give this one its own folder; to run several " +
        "processes on the same data, use PostgreSQL through DATABASE_URL.",
    );
    this.name = "FolderInUse";
  }
}

/**
 * Takes the folder for this process alone and answers the function that gives it back.
 * Throws FolderInUse where a living process holds it; a lock left by a crash is waited out.
 * `onLost` is called should the lock be lost while held, after which nothing more may be written.
 */
export async function lockFolder(folder: string, onLost: () => void): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const lockfilePath = path.join(folder, lockName);
  try {
    return await lock(folder, {
      lockfilePath,
      stale,
      update: renew,
      retries: patience,
      onCompromised: onLost,
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOCKED") throw new FolderInUse(folder);
    throw error;
  }
}
