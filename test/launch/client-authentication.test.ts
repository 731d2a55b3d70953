import { exportJWK, generateKeyPair, type JWK } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import { finishLaunch, startLaunch } from "../../launch/smart-launch.ts";
import { follow } from "../sandbox-ehr/authorize.ts";
import { type Sandbox, startSandbox } from "../sandbox-ehr/sandbox.ts";
import type { SandboxClient } from "../sandbox-ehr/sandbox-options.ts";
import { type FakeSmart, fakeSmart, redirectUri } from "./fake-smart.ts";

const secret = "my-app-secret-123.~_*+/ %:";
const sandboxes: Sandbox[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()));
});

const lasting = () => new AbortController().signal;
const now = () => new Date().toISOString();

/** The token request of a launch at an EHR that takes whatever it is shown. */
async function tokenRequest(auth: Connection["auth"], clientId = "my-app") {
  const ehr: FakeSmart = await fakeSmart({ claims: (usual) => ({ ...usual, aud: clientId }) });
  const connection = { ...ehr.connection, clientId, auth };
  const started = await startLaunch({ connection, launch: "l", redirectUri, signal: lasting() });
  if (!started.ok) throw new Error(started.problem.code);
  const { pending, authorizeUrl } = started.value;
  const callbackUrl = ehr.authorize(authorizeUrl);
  const finished = await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now });
  const [request] = ehr.to("/token");
  return { finished, headers: request?.headers, form: new URLSearchParams(request?.body) };
}

/** A launch at the sandbox, which checks who asks. */
async function launchAt(client: Omit<SandboxClient, "id" | "redirectUris">, auth: Connection["auth"]) {
  const id = "my-app";
  const sandbox = await startSandbox({
    now: () => new Date(),
    client: { id, redirectUris: [redirectUri], ...client },
    launchUrl: "http://localhost:9/launch",
    resources: [{ resourceType: "Patient", id: "p01" }],
  });
  sandboxes.push(sandbox);
  const connection: Connection = {
    iss: sandbox.fhirBase,
    name: "Sandbox",
    clientId: id,
    auth,
    scopes: ["patient/Patient.r"],
    frameAncestors: [],
    practices: ["practice"],
    endpointOrigins: [],
    insecureHttp: true,
  };
  const launch = sandbox.newLaunch({ patient: "p01", user: "rn-1" });
  const started = await startLaunch({ connection, launch, redirectUri, signal: lasting() });
  if (!started.ok) throw new Error(started.problem.code);
  const callbackUrl = await follow(sandbox, new URL(started.value.authorizeUrl).searchParams);
  if (!(callbackUrl instanceof URL)) throw new Error("the sandbox did not come back");
  const { pending } = started.value;
  const finished = await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now });
  return finished.ok ? "opened" : finished.problem.code;
}

describe("a client with a secret", () => {
  it("shows it as SMART's own example does", async () => {
    const auth = { kind: "client_secret_basic", secret: "my-app-secret-123" } as const;
    const { headers, form, finished } = await tokenRequest(auth);
    expect(finished.ok).toBe(true);
    // SMART App Launch 2.2, "Authentication using a client secret".
    expect(headers?.authorization).toBe("Basic bXktYXBwOm15LWFwcC1zZWNyZXQtMTIz");
    expect([form.has("client_id"), form.has("client_secret")]).toEqual([false, false]);
  });

  it("shows it in the form where it is registered so", async () => {
    const { headers, form } = await tokenRequest({ kind: "client_secret_post", secret });
    expect(headers?.authorization).toBeUndefined();
    expect([form.get("client_id"), form.get("client_secret")]).toEqual(["my-app", secret]);
  });

  it.each(["client_secret_basic", "client_secret_post"] as const)(
    "is let in by %s, and with another secret not",
    async (kind) => {
      expect(await launchAt({ auth: kind, secret }, { kind, secret })).toBe("opened");
      expect(await launchAt({ auth: kind, secret }, { kind, secret: "another" })).toBe("client_refused");
    },
  );
});

describe.each(["RS384", "ES384"] as const)("a client that signs with %s", (alg) => {
  const made = async (): Promise<{ auth: Connection["auth"]; jwk: JWK }> => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg, use: "sig" };
    return { auth: { kind: "private_key_jwt", kid: "k1", key: privateKey }, jwk };
  };

  it("is let in by its key alone, and says who it is nowhere else", async () => {
    const { auth, jwk } = await made();
    expect(await launchAt({ auth: "private_key_jwt", jwks: [jwk] }, auth)).toBe("opened");
    const other = await made();
    expect(await launchAt({ auth: "private_key_jwt", jwks: [jwk] }, other.auth)).toBe("client_refused");
    const { form } = await tokenRequest(auth);
    expect(form.has("client_id")).toBe(false);
    expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  });

  it("never shows an assertion twice, and none for longer than five minutes or from a moment on", async () => {
    const { auth } = await made();
    const assertions = await Promise.all([tokenRequest(auth), tokenRequest(auth), tokenRequest(auth)]);
    const claims = assertions.map(({ form }) => {
      const [, body = ""] = (form.get("client_assertion") ?? "").split(".");
      return JSON.parse(Buffer.from(body, "base64url").toString());
    });
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(3);
    for (const { exp, iat, nbf, iss, sub } of claims) {
      expect(exp - iat).toBeGreaterThan(0);
      expect(exp - iat).toBeLessThanOrEqual(300);
      expect([nbf, iss, sub]).toEqual([undefined, "my-app", "my-app"]);
    }
  });
});
