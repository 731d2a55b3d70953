import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import { ehrDiscoveries, startLaunch } from "../../launch/smart-launch.ts";
import { type FakeSmart, fakeSmart, json, redirectUri } from "./fake-smart.ts";

// fhirclient leaves its process-wide cache of discovery out when it believes itself under test.
beforeEach(() => {
  vi.stubEnv("NODE_ENV", "production");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const settings = "/fhir/.well-known/smart-configuration";
const hour = 60 * 60 * 1000;

/** A server's memory of the EHRs, with a clock that a test moves. */
function memory() {
  let ms = Date.parse("2026-03-06T12:00:00Z");
  const known = ehrDiscoveries(() => new Date(ms).toISOString());
  const pass = (more: number) => {
    ms += more;
  };
  return { known, pass };
}

type Known = ReturnType<typeof memory>["known"];

async function start(ehr: FakeSmart, known: Known, more: Partial<Connection> = {}): Promise<string> {
  const connection = { ...ehr.connection, ...more };
  const { signal } = new AbortController();
  const outcome = await startLaunch({ connection, launch: "l", redirectUri, signal, known });
  return outcome.ok ? "started" : outcome.problem.code;
}

describe("the discovery of an EHR", () => {
  it("is asked once for all launches of an hour", async () => {
    const ehr = await fakeSmart();
    const { known, pass } = memory();
    for (let launch = 0; launch < 5; launch += 1) expect(await start(ehr, known)).toBe("started");
    pass(hour - 1);
    expect(await start(ehr, known)).toBe("started");
    expect(ehr.to(settings).length).toBe(1);
    pass(1);
    expect(await start(ehr, known)).toBe("started");
    expect(ehr.to(settings).length).toBe(2);
  });

  it.each([
    ["unreachable", { status: 503 }, "ehr_unreachable"],
    ["not there", { status: 404 }, "discovery_unusable"],
    ["a web page", { headers: { "content-type": "text/html" }, body: "<html>" }, "discovery_unusable"],
    ["without an issuer", { headers: json, body: { token_endpoint: "x" } }, "discovery_unusable"],
  ] as const)("is asked again at once where it was %s", async (_, reply, code) => {
    let broken = true;
    const ehr = await fakeSmart({
      discovery: (usual) => (broken ? reply : { headers: json, body: usual }),
    });
    const { known } = memory();
    expect(await start(ehr, known)).toBe(code);
    broken = false;
    expect(await start(ehr, known)).toBe("started");
  });

  it.each([
    ["at most 256 KiB", 0, "started"],
    ["no more than 256 KiB", 1, "discovery_unusable"],
  ])("may take %s", async (_, more, outcome) => {
    const ehr = await fakeSmart({
      discovery: (usual) => ({ headers: json, body: JSON.stringify(usual).padEnd(256 * 1024 + more) }),
    });
    expect(await start(ehr, memory().known)).toBe(outcome);
  });

  it.each([
    ["issuer", "https://evil.invalid"],
    ["token_endpoint", "https://evil.invalid/token"],
    ["jwks_uri", "https://evil.invalid/keys"],
    ["authorization_endpoint", "https://evil.invalid/authorize"],
  ])("that names another %s is believed on the connection's own origins alone", async (name, address) => {
    let changed: string | null = null;
    const ehr: FakeSmart = await fakeSmart({
      discovery: (usual) => ({
        headers: json,
        body: changed === null ? usual : { ...usual, [name]: changed },
      }),
    });
    const { known, pass } = memory();
    expect(await start(ehr, known)).toBe("started");
    changed = `${ehr.origin}/moved`;
    pass(hour);
    expect(await start(ehr, known)).toBe("started");
    changed = address;
    pass(hour);
    expect(await start(ehr, known)).toBe("discovery_unusable");
    expect(await start(ehr, known, { endpointOrigins: ["https://evil.invalid"] })).toBe("started");
  });

  it("that is known is checked against the connection of each launch", async () => {
    const ehr = await fakeSmart({
      discovery: (usual) => ({ headers: json, body: { ...usual, jwks_uri: "https://keys.invalid/k" } }),
    });
    const { known } = memory();
    expect(await start(ehr, known, { endpointOrigins: ["https://keys.invalid"] })).toBe("started");
    expect(await start(ehr, known)).toBe("discovery_unusable");
    expect(ehr.to(settings).length).toBe(1);
  });

  it("is asked anew where fhirclient meanwhile keeps a broken answer of its own", async () => {
    let broken = false;
    const ehr = await fakeSmart({
      discovery: (usual) => (broken ? { status: 503 } : { headers: json, body: usual }),
    });
    const { known } = memory();
    expect(await start(ehr, known)).toBe("started");
    broken = true;
    expect(await start(ehr, memory().known)).toBe("ehr_unreachable");
    broken = false;
    expect(await start(ehr, known)).toBe("started");
    expect(await start(ehr, known)).toBe("started");
    expect(ehr.to(settings).length).toBe(3);
  });
});

describe("the state of a launch", () => {
  it("is new in each of ten thousand, and owes nothing to Math.random", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const ehr = await fakeSmart();
    const { known } = memory();
    const { signal } = new AbortController();
    const states = new Set<string>();
    for (let launch = 0; launch < 10_000; launch += 1) {
      const { connection } = ehr;
      const started = await startLaunch({ connection, launch: "l", redirectUri, signal, known });
      if (started.ok) states.add(started.value.state);
    }
    expect(states.size).toBe(10_000);
    for (const state of states) expect(Buffer.from(state, "base64url").length).toBe(32);
    expect(ehr.to(settings).length).toBe(1);
  });
});
