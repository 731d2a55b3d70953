import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Edit } from "./sabotages.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** A copy of the working tree that may be broken at will; the packages are shared with the original. */
export class TreeCopy {
  readonly dir = mkdtempSync(path.join(tmpdir(), "caremonth-sabotage-"));

  constructor() {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
    });
    for (const file of listed
      .split("\0")
      .filter((name) => name !== "" && existsSync(path.join(root, name)))) {
      mkdirSync(path.dirname(path.join(this.dir, file)), { recursive: true });
      cpSync(path.join(root, file), path.join(this.dir, file));
    }
    symlinkSync(path.join(root, "node_modules"), path.join(this.dir, "node_modules"));
  }

  /** Does the work with the edits in place. Throws where an edit does not match exactly once. */
  with<Result>(edits: readonly Edit[], work: () => Result): Result {
    const before = new Map(edits.map(({ file }) => [file, this.#read(file)]));
    try {
      for (const edit of edits) this.#apply(edit);
      return work();
    } finally {
      for (const [file, text] of before) writeFileSync(path.join(this.dir, file), text);
    }
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }

  #apply({ file, find, replace }: Edit): void {
    const parts = this.#read(file).split(find);
    if (parts.length !== 2) {
      throw new Error(`${file} holds ${parts.length - 1} times, not once: ${find}`);
    }
    writeFileSync(path.join(this.dir, file), parts.join(replace));
  }

  #read(file: string): string {
    return readFileSync(path.join(this.dir, file), "utf8");
  }
}
