import type { ChildProcess } from "node:child_process";

/** Where a server's process answers, once it says so. */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, ended) => {
    let text = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const [, address] = /answers at (\S+) for/.exec(text) ?? [];
      if (address !== undefined) found(address);
    });
    child.once("exit", (code) => ended(new Error(`The server ended with ${code}: ${text}`)));
  });
}
