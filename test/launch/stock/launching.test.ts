import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startLaunch } from "../../../launch/smart-launch.ts";
import { type FakeSmart, fakeSmart, json, redirectUri } from "../fake-smart.ts";
import { documented, foreignServer, stockAt, thrownBy } from "./stock-fhirclient.ts";

// Under test fhirclient leaves its process-wide cache of discovery out.
beforeEach(() => void vi.stubEnv("NODE_ENV", "production"));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What an app that follows the documentation hands over. */
const own = ({ base }: FakeSmart) => ({ ...documented, iss: base, redirectUri });

function ours(ehr: FakeSmart, more: Partial<FakeSmart["connection"]> = {}) {
  const signal = new AbortController().signal;
  return startLaunch({ connection: { ...ehr.connection, ...more }, launch: "launch-1", redirectUri, signal });
}

describe("F4, §7.3: the state", () => {
  it("of stock fhirclient is sixteen characters of Math.random", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const ehr = await fakeSmart();
    const urls = [await stockAt("/").authorize(own(ehr)), await stockAt("/").authorize(own(ehr))];
    const states = urls.map((url) => new URL(String(url)).searchParams.get("state"));
    expect(states[0]).toHaveLength(16);
    expect(states[1]).toBe(states[0]);
  });

  it("of ours is 256 bits of the system's randomness", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const ehr = await fakeSmart();
    const states = [await ours(ehr), await ours(ehr)].map((one) => (one.ok ? one.value.state : ""));
    expect(states.map((state) => Buffer.from(state, "base64url").length)).toEqual([32, 32]);
    expect(states[0]).not.toBe(states[1]);
  });
});

describe("F10, §7.5: an EHR that does not offer S256", () => {
  const discovery = (usual: Record<string, unknown>) => ({
    headers: json,
    body: { ...usual, code_challenge_methods_supported: ["plain"] },
  });

  it("is asked by stock fhirclient without any challenge", async () => {
    const ehr = await fakeSmart({ discovery });
    const asked = new URL(String(await stockAt("/").authorize(own(ehr)))).searchParams;
    expect(asked.get("response_type")).toBe("code");
    expect(asked.has("code_challenge")).toBe(false);
  });

  it("is not asked by ours", async () => {
    const ehr = await fakeSmart({ discovery });
    expect(await ours(ehr)).toMatchObject({ ok: false, problem: { code: "discovery_unusable" } });
  });
});

describe("an EHR whose discovery failed once", () => {
  const onceFailing = () => {
    let asked = 0;
    return fakeSmart({
      discovery: (usual) => {
        asked += 1;
        return asked === 1 ? { status: 503 } : { headers: json, body: usual };
      },
    });
  };

  it("cannot be launched from again with stock fhirclient, for as long as the process lives", async () => {
    const ehr = await onceFailing();
    await thrownBy(stockAt("/").authorize(own(ehr)));
    const before = ehr.seen.length;
    await thrownBy(stockAt("/").authorize(own(ehr)));
    expect(ehr.seen.length).toBe(before);
  });

  it("can with ours", async () => {
    const ehr = await onceFailing();
    expect((await ours(ehr)).ok).toBe(false);
    expect((await ours(ehr)).ok).toBe(true);
  });
});

describe("§7.11: what is kept until the user comes back", () => {
  const secret = "a-secret-nobody-may-read";

  it("holds the client's secret with stock fhirclient", async () => {
    const ehr = await fakeSmart();
    const kept = new Map<string, unknown>();
    await stockAt("/", { kept }).authorize({ ...own(ehr), clientSecret: secret });
    expect(JSON.stringify([...kept])).toContain(secret);
  });

  it("holds none with ours", async () => {
    const ehr = await fakeSmart();
    const started = await ours(ehr, { auth: { kind: "client_secret_basic", secret } });
    expect(started.ok).toBe(true);
    expect(JSON.stringify(started)).not.toContain(secret);
  });
});

describe("§7.13: where the sign-in ends", () => {
  it("is left to a guess by stock fhirclient", async () => {
    const ehr = await fakeSmart();
    const kept = new Map<string, unknown>();
    await stockAt("/", { kept }).authorize({ ...own(ehr), stateKey: "s" });
    expect(kept.get("s")).toMatchObject({ completeInTarget: undefined });
  });

  it("is said by ours", async () => {
    const started = await ours(await fakeSmart());
    const kept = started.ok ? JSON.parse(started.value.pending) : null;
    expect(kept.state).toMatchObject({ completeInTarget: true });
  });
});

describe("F8, §7.2: an address that names a server of somebody's own", () => {
  it("makes stock fhirclient ask that server, whatever the app configured", async () => {
    const [ehr, evil] = [await fakeSmart(), await foreignServer()];
    const address = `/launch?${new URLSearchParams({ iss: evil.base, launch: "x" })}`;
    const url = await stockAt(address)
      .authorize(own(ehr))
      .catch(() => null);
    expect(ehr.seen).toEqual([]);
    expect(evil.seen.map(({ url }) => url)).toContain("/fhir/.well-known/smart-configuration");
    expect(url).not.toContain(ehr.origin);
  });

  it("makes stock fhirclient skip the sign-in and show the patient of that server", async () => {
    const evil = await foreignServer();
    const kept = new Map<string, unknown>();
    const address = `/launch?${new URLSearchParams({ fhirServiceUrl: evil.base, patientId: "p9" })}`;
    const back = await stockAt(address, { kept }).authorize({
      ...documented,
      redirectUri,
      pkceMode: "required",
    });
    const client = await stockAt(new URL(String(back)).search, { kept }).ready();
    expect([client.state.serverUrl, client.patient.id]).toEqual([evil.base, "p9"]);
  });
});
