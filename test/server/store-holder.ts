import { openStore } from "../../server/store/store.ts";

/* A process of its own that holds a store folder: writes row after row, says each once it is committed. */

const [folder = ""] = process.argv.slice(2);

try {
  const { db } = await openStore({ kind: "folder", folder, onLost: () => process.exit(3) });
  for (let count = 0; ; count += 1) {
    const row = {
      state_hash: String(count),
      browser_hash: "",
      pending: "",
      expires: new Date().toISOString(),
    };
    await db.insertInto("pending_launch").values(row).execute();
    process.stdout.write(`${count}\n`);
  }
} catch (error) {
  process.stderr.write(error instanceof Error ? `${error.name}: ${error.message}\n` : "failed\n");
  process.exit(2);
}
