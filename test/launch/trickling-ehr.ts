import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { portOf } from "./scripted-ehr.ts";

const head = "HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n";
const chunked = `${head}transfer-encoding: chunked\r\n\r\n`;

/** What is sent at once; what goes on for ever after it, where it never ends; else the connection ends. */
const ways = {
  headers: { first: head, drip: "x-more: 1\r\n" },
  body: { first: `${chunked}1\r\n{\r\n`, drip: "1\r\n \r\n" },
  length: { first: `${head}content-length: 100\r\n\r\n{"resourceType":` },
  chunk: { first: `${chunked}ff\r\n{"resourceType":` },
  "chunked end": { first: `${chunked}2\r\n{}\r\n` },
  garbage: { first: "SSH-2.0-OpenSSH_9.6\r\n" },
} satisfies Record<string, { first: string; drip?: string }>;

/** An EHR below HTTP: it answers every request slowly for ever, or breaks off where a test says. */
export async function trickling(where: keyof typeof ways): Promise<{ base: string; requests: () => number }> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const { first, drip }: { first: string; drip?: string } = ways[where];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", () => {
      requests += 1;
      if (drip === undefined) return void socket.end(first);
      socket.write(first);
      const more = setInterval(() => socket.write(drip), 5);
      socket.once("close", () => clearInterval(more));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { base: `http://127.0.0.1:${portOf(server.address())}/fhir`, requests: () => requests };
}
