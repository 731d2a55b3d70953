import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { FastifyReply } from "fastify";
import type { Connection } from "../../launch/connections.ts";
import { contentSecurityPolicy } from "../security-headers.ts";
import type { LaunchKind } from "./open-launch.ts";

interface ShellFor {
  readonly launchId: string;
  readonly connection: Connection;
  readonly kind: LaunchKind;
  /** For a browser that may keep no cookie; null when the page is only loaded again. */
  readonly bearer: string | null;
}

/** Answers with the app's page for one launch. */
export type AnswerShell = (reply: FastifyReply, shell: ShellFor) => FastifyReply;

/** Reads the built page once and answers it with what belongs to one launch and one response. */
export function appShell(appDir: string): AnswerShell {
  const page = readPage(path.join(appDir, "index.html"));
  return (reply, { connection, ...shell }) => {
    const nonce = randomBytes(16).toString("base64");
    const html = page.replaceAll("__NONCE__", nonce).replace("</head>", `${launchData(shell)}</head>`);
    return reply
      .header(
        "content-security-policy",
        contentSecurityPolicy({ nonce, frameAncestors: connection.frameAncestors }),
      )
      .type("text/html; charset=utf-8")
      .send(html);
  };
}

function readPage(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`The app is not built: ${file} cannot be read. Run \`npm run build\` first.`, { cause });
  }
}

/** Read and removed by the page when it starts. Ids and bearers are base64url and need no escaping. */
function launchData({ launchId: launch, bearer, kind }: Omit<ShellFor, "connection">): string {
  return `<script type="application/json" id="caremonth-launch">${JSON.stringify({ launch, bearer, kind })}</script>`;
}
