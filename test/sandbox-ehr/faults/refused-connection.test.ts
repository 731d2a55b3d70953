import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { freshSandbox } from "../fresh-sandbox.ts";
import { faultySandbox } from "./faulty-sandbox.ts";

const { fhir, registered } = faultySandbox();

/** How an attempt to connect ends. */
function connectionTo(port: number): Promise<string> {
  return new Promise((ended) => {
    const socket = connect(port, "127.0.0.1", () => ended("open"));
    socket.once("connect", () => socket.destroy());
    socket.once("error", (error) => ended("code" in error ? String(error.code) : error.message));
  });
}

describe("a connection", () => {
  it("is refused for a while, and then not", async () => {
    const port = Number(new URL(registered().sandbox.url).port);
    await registered().sandbox.refuse(80);
    await expect(connectionTo(port)).resolves.toBe("ECONNREFUSED");
    await expect.poll(() => connectionTo(port)).toBe("open");
    expect((await fhir("Task/t1")).status).toBe(200);
  });

  it("stays refused when the sandbox closes meanwhile", async () => {
    const own = await freshSandbox();
    await own.sandbox.refuse(30);
    await own.sandbox.close();
    await new Promise((later) => setTimeout(later, 60));
    expect(await connectionTo(Number(new URL(own.sandbox.url).port))).toBe("ECONNREFUSED");
  });
});
