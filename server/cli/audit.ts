import { parseArgs } from "node:util";
import * as z from "zod";
import { type AuditHead, emptyHead } from "../audit/audit-chain.ts";
import { type ChainVerdict, verifyChain } from "../audit/verify-chain.ts";
import { ConfigProblem } from "../config-problem.ts";
import { readStoreEnvironment } from "../environment.ts";
import { openStoreOf, readKeyring } from "../installation.ts";
import { FolderInUse } from "../store/folder-lock.ts";
import { contentOf } from "../store/store-folder.ts";
import { type Command, WrongUsage } from "./command.ts";

/** `audit verify`: walks the audit chain and prints one line, which is also the head to keep elsewhere. */
export const audit: Command = {
  synopsis: "audit verify [--pilot DIR] [--head HEAD]",
  purpose:
    "Finds any change to the audit log. Keep the head it prints outside the store and give it back with --head.",
  async run(args) {
    const { pilot, kept } = readArguments(args);
    const verdict = await verifyStore(pilot, kept).catch(asWrongUsage);
    process.stdout.write(
      `${JSON.stringify(verdict.whole ? { ...verdict, keep: written(verdict.head) } : verdict)}\n`,
    );
    return verdict.whole ? 0 : 1;
  },
};

async function verifyStore(pilot: string[], kept: AuditHead): Promise<ChainVerdict> {
  const { keyFile, store: place } = readStoreEnvironment(process.env, pilot);
  const keys = readKeyring(keyFile);
  // An empty log is whole: where there is none, that would be no answer.
  if (place.kind === "folder" && contentOf(place.folder) !== "store")
    throw new WrongUsage(`${place.folder} holds no store of CareMonth. Check the folder given with --pilot.`);
  const store = await openStoreOf({ store: place });
  try {
    return await verifyChain(store.db, keys, kept);
  } finally {
    await store.close();
  }
}

function asWrongUsage(error: unknown): never {
  const expected = error instanceof ConfigProblem || error instanceof FolderInUse;
  throw expected ? new WrongUsage(error.message) : error;
}

function readArguments(args: readonly string[]): { pilot: string[]; kept: AuditHead } {
  const { positionals, values } = parse(args);
  if (positionals.join(" ") !== "verify") throw new WrongUsage("The audit command is `audit verify`.");
  return {
    pilot: values.pilot === undefined ? [] : ["--pilot", values.pilot],
    kept: values.head === undefined ? emptyHead : readHead(values.head),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { pilot: { type: "string" }, head: { type: "string" } },
    });
  } catch {
    throw new WrongUsage("`audit verify` knows only --pilot and --head.");
  }
}

const WrittenHead = z.string().regex(/^\d+:[A-Za-z0-9_-]*$/);

function written({ count, mac }: AuditHead): string {
  return `${count}:${mac}`;
}

function readHead(text: string): AuditHead {
  const parsed = WrittenHead.safeParse(text);
  if (!parsed.success)
    throw new WrongUsage("A head is written as `audit verify` printed it: count, colon, MAC.");
  const [count, mac = ""] = parsed.data.split(":");
  return { count: Number(count), mac };
}
