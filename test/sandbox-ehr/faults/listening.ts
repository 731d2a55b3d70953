import type { Server } from "node:http";

/** Whether the sandbox's port is open. */
export class Listening {
  readonly #server: Server;
  readonly #port: number;
  #reopening: NodeJS.Timeout | null = null;

  constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
  }

  /** Ends every connection and refuses new ones for so long. Resolves when the port is shut. */
  async refuse(ms: number): Promise<void> {
    await this.#shut();
    this.#reopening = setTimeout(() => this.#server.listen(this.#port, "127.0.0.1"), ms);
  }

  /** Shuts the port for good. */
  async close(): Promise<void> {
    await this.#shut();
  }

  #shut(): Promise<void> {
    if (this.#reopening) clearTimeout(this.#reopening);
    this.#server.closeAllConnections();
    return new Promise((shut) => {
      this.#server.close(() => shut());
    });
  }
}
