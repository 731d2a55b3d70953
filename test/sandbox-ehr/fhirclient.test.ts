import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { CarePlan, Patient, Practitioner, Task } from "fhir/r4";
import smart from "fhirclient";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { follow, followFrom, type Registered } from "./authorize.ts";
import { freshSandbox, redirectUri, taskFor } from "./fresh-sandbox.ts";

// fhirclient was written by others and knows nothing of this sandbox.

const redirectUris = [redirectUri];
const everything = "launch openid fhirUser online_access patient/*.cruds user/Practitioner.r";
let registered: Registered;
let key: Awaited<ReturnType<typeof exportJWK>>;

beforeAll(async () => {
  const pair = await generateKeyPair("ES384", { extractable: true });
  const named = { kid: "k1", alg: "ES384" };
  key = { ...(await exportJWK(pair.privateKey)), ...named, key_ops: ["sign"] };
  const jwk = { ...(await exportJWK(pair.publicKey)), ...named, use: "sig" };
  registered = await freshSandbox({
    pageSize: 2,
    clients: [
      { id: "secret", redirectUris, auth: "client_secret_basic", secret: "s" },
      { id: "keyed", redirectUris, auth: "private_key_jwt", jwks: [jwk] },
    ],
  });
  for (const id of ["t3", "t4", "t5", "t6"]) registered.sandbox.put(taskFor("p01", { id }));
});
afterAll(() => registered.sandbox.close());

interface Authorizing {
  readonly clientId: string;
  readonly scope: string;
  readonly launch?: string;
}

/** A whole sign-in by fhirclient; `choice` is what a user picks when the app starts by itself. */
async function signIn(options: Authorizing, choice: Record<string, string> = {}) {
  const { sandbox } = registered;
  const storage = new Map<string, unknown>();
  const where = { iss: sandbox.fhirBase, redirectUri, noRedirect: true };
  const asked = { ...where, pkceMode: "required" as const, ...options };
  const address = await browser(storage, "/").authorize(asked);
  const page = await follow(sandbox, new URL(String(address)).searchParams);
  const end =
    page instanceof URL ? page : await followFrom(sandbox, `${page.url}?${new URLSearchParams(choice)}`);
  if (!(end instanceof URL)) throw new Error("no way back to the app");
  return browser(storage, `${end.pathname}${end.search}`).ready();
}

function browser(storage: Map<string, unknown>, url: string) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  request.headers.host = "localhost:9";
  return smart(request, new ServerResponse(request), {
    get: async (name) => storage.get(name),
    set: async (name, value) => storage.set(name, value),
    unset: async (name) => storage.delete(name),
  });
}

const fromChart = (clientId: string, more: object = {}) => {
  const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1", encounter: "e1" });
  return signIn({ clientId, scope: everything, launch, ...more });
};

describe("fhirclient signs in", () => {
  it("from a chart, as a public client", async () => {
    const client = await fromChart("app");
    expect(client.patient.id).toBe("p01");
    expect(client.encounter.id).toBe("e1");
    expect(client.user.fhirUser).toBe("Practitioner/rn-1");
    expect(client.getState("tokenResponse")).toMatchObject({ expires_in: 570, scope: everything });
    expect(await client.patient.read<Patient>()).toMatchObject({ id: "p01" });
    expect(await client.request<Practitioner>("Practitioner/rn-1")).toMatchObject({ id: "rn-1" });
  });

  it("with a secret", async () => {
    expect((await fromChart("secret", { clientSecret: "s" })).patient.id).toBe("p01");
    await expect(fromChart("secret", { clientSecret: "other" })).rejects.toThrow("invalid_client");
  });

  it("with a key", async () => {
    expect((await fromChart("keyed", { clientPrivateJwk: key })).patient.id).toBe("p01");
  });

  it("by itself, with the patient the user picks", async () => {
    const scope = "launch/patient openid fhirUser patient/*.rs";
    const client = await signIn({ clientId: "app", scope }, { user: "pr-1", patient: "p02" });
    expect(client.patient.id).toBe("p02");
    expect(client.user.id).toBe("pr-1");
  });
});

describe("fhirclient reads and writes", () => {
  it("goes through all pages", async () => {
    const client = await fromChart("app");
    const tasks: Task[] = await client.request("Task?patient=p01", { pageLimit: 0, flat: true });
    expect(tasks.map(({ id }) => id)).toEqual(["t1", "t3", "t4", "t5", "t6"]);
  });

  it("creates, updates and patches, and is told what it did wrong", async () => {
    const client = await fromChart("app");
    const plan = {
      resourceType: "CarePlan",
      status: "draft",
      intent: "plan",
      subject: { reference: "Patient/p01" },
    } satisfies CarePlan;
    const made = await client.create<CarePlan>(plan);
    expect(made).toMatchObject({ status: "draft", meta: { versionId: "1" } });
    const { id = "" } = made;
    const changed = await client.update<CarePlan>({ ...plan, id, status: "active" });
    expect(changed).toMatchObject({ status: "active", meta: { versionId: "2" } });
    const patched = await client.patch<CarePlan>(`CarePlan/${id}`, [
      { op: "replace", path: "/status", value: "completed" },
    ]);
    expect(patched).toMatchObject({ status: "completed", meta: { versionId: "3" } });
    const wrong = { ...plan, subject: { reference: "Patient/p02" } };
    await expect(client.create(wrong)).rejects.toThrow("the chart of one patient");
    await expect(client.request("Patient/p02")).rejects.toThrow("Forbidden");
  });

  it("is signed out when its token is withdrawn", async () => {
    const client = await fromChart("app", { scope: "launch patient/*.rs" });
    registered.sandbox.revoke(client.getState("tokenResponse.access_token"));
    await expect(client.request("Patient/p01")).rejects.toThrow("expired");
  });
});
