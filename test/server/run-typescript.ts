import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** Runs a TypeScript file of the project as a process of its own, wherever it works. */
export function runTypeScript(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    ...options,
  });
}

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What the process said until it ended. */
export function finished(child: ChildProcess): Promise<Finished> {
  const said = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return new Promise((ended) => child.once("close", (code) => ended({ code, ...said })));
}
