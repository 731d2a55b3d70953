import { exportJWK, generateKeyPair } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { readCapability } from "../../launch/capability.ts";
import { planCarePlanLink, planMonthChannel } from "../../launch/channels.ts";
import type { Connection } from "../../launch/connections.ts";
import { type EhrClient, ehrClient } from "../../launch/ehr-client.ts";
import { readChart } from "../../launch/read-chart.ts";
import { type FinishedLaunch, finishLaunch, startLaunch } from "../../launch/smart-launch.ts";
import { linkTaskInCarePlan } from "../../launch/write-back/care-plan-link.ts";
import { lookUpTask, type TaskWrite, writeTask } from "../../launch/write-back/native-task.ts";
import { follow, type Registered } from "../sandbox-ehr/authorize.ts";
import { freshSandbox } from "../sandbox-ehr/fresh-sandbox.ts";
import type { SandboxOptions } from "../sandbox-ehr/sandbox-options.ts";
import { json } from "./fake-smart.ts";
import { fixedToken } from "./fixed-token.ts";
import { scriptedEhr } from "./scripted-ehr.ts";

const now = () => new Date().toISOString();
const identifier = { system: "urn:oid:2.25.1", value: "month-key" };
const running: Registered[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ sandbox }) => sandbox.close()));
});

async function sandboxEhr(options: Partial<SandboxOptions> = {}): Promise<Registered> {
  const registered = await freshSandbox(options);
  running.push(registered);
  return registered;
}

async function launch(registered: Registered, auth: Connection["auth"] = { kind: "public" }) {
  const { sandbox, clientId, redirectUri } = registered;
  const connection: Connection = {
    iss: sandbox.fhirBase,
    name: "Sandbox",
    clientId,
    auth,
    scopes: ["launch", "openid", "fhirUser", "patient/*.cruds", "user/Practitioner.r"],
    frameAncestors: [],
    practices: ["practice"],
    endpointOrigins: [],
    insecureHttp: true,
  };
  const { signal } = new AbortController();
  const opened = sandbox.newLaunch({ patient: "p01", user: "rn-1" });
  const start = await startLaunch({ connection, launch: opened, redirectUri, signal });
  if (!start.ok) throw new Error(start.problem.code);
  const callbackUrl = await follow(sandbox, new URL(start.value.authorizeUrl).searchParams);
  if (!(callbackUrl instanceof URL)) throw new Error("the sandbox did not come back");
  return finishLaunch({ connection, pending: start.value.pending, callbackUrl, signal, now });
}

async function opened(registered: Registered): Promise<FinishedLaunch & { client: EhrClient }> {
  const finished = await launch(registered);
  if (!finished.ok) throw new Error(finished.problem.code);
  const { accessToken } = finished.value.tokens;
  return {
    ...finished.value,
    client: ehrClient({ base: registered.sandbox.fhirBase, tokens: fixedToken(accessToken) }),
  };
}

function monthWrite(client: EhrClient, hash: string, more: Partial<TaskWrite> = {}): TaskWrite {
  return {
    client,
    task: {
      resourceType: "Task",
      identifier: [identifier],
      status: "in-progress",
      intent: "order",
      for: { reference: "Patient/p01" },
      input: [{ type: { text: "hash" }, valueString: hash }],
    },
    patient: "p01",
    expected: null,
    conditionalCreate: true,
    isSent: (resource) => JSON.stringify(resource).includes(`"${hash}"`),
    carries: () => true,
    ...more,
  };
}

describe("against an independent SMART server", () => {
  it("launches, and reads exactly the launch's patient", async () => {
    const { client, pinned } = await opened(await sandboxEhr());
    expect(pinned).toMatchObject({ patient: "p01", user: "Practitioner/rn-1", encounter: null });
    const { reads, foreign } = await readChart({ client, patient: "p01", scopes: pinned.scopes, now });
    expect(Object.values(reads).map(({ outcome }) => outcome)).toEqual(Array(7).fill("complete"));
    expect(reads.Task.resources.map(({ id }) => id)).toEqual(["t1"]);
    expect(foreign).toEqual([]);
  });

  it("signs in as a confidential client", async () => {
    const pair = await generateKeyPair("RS384", { extractable: true });
    const publicKey = { ...(await exportJWK(pair.publicKey)), kid: "our-key", alg: "RS384", use: "sig" };
    const ours = await scriptedEhr(() => ({ headers: json, body: { keys: [publicKey] } }));
    const registered = await sandboxEhr({
      client: {
        id: "app",
        redirectUris: ["http://localhost:9/callback"],
        auth: "private_key_jwt",
        jwksUri: `${ours.origin}/jwks.json`,
      },
    });
    const key = pair.privateKey;
    expect(await launch(registered, { kind: "private_key_jwt", kid: "our-key", key })).toMatchObject({
      ok: true,
    });
    const other = (await generateKeyPair("RS384")).privateKey;
    const refused = await launch(registered, { kind: "private_key_jwt", kid: "our-key", key: other });
    expect(refused).toMatchObject({ ok: false, problem: { code: "client_refused" } });
  });

  it("says of a sign-in that the EHR denied that it was refused", async () => {
    const registered = await sandboxEhr();
    const denying = { ...registered.sandbox, newLaunch: () => registered.sandbox.newLaunch(denied) };
    const denied = { patient: "p01", user: "rn-1", deny: true };
    expect(await launch({ ...registered, sandbox: denying })).toMatchObject({ problem: { code: "refused" } });
  });

  it("records the month once, changes it, and finds it again", async () => {
    const registered = await sandboxEhr();
    const { client, pinned } = await opened(registered);
    const facts = { capability: await readCapability(client), scopes: pinned.scopes };
    expect(planMonthChannel(facts).channel).toBe("native");
    const first = await writeTask(monthWrite(client, "one"));
    if (first.state !== "confirmed") throw new Error(JSON.stringify(first));
    const { reference, version } = first;
    const second = await writeTask(monthWrite(client, "two", { expected: { reference, version } }));
    expect(second).toMatchObject({ state: "confirmed", reference });
    const { isSent, carries } = monthWrite(client, "two");
    expect(await lookUpTask({ client, identifier, patient: "p01", isSent, carries })).toEqual(second);
    expect(registered.sandbox.all("Task").length).toBe(3);
    const stale = await writeTask(monthWrite(client, "three", { expected: { reference, version } }));
    expect(stale).toMatchObject({ state: "rejected", conflict: true });
  });

  it.each(["patch", "put"] as const)("names the month in our care plan by %s, once", async (way) => {
    const registered = await sandboxEhr({ patchSupported: way === "patch" });
    const activity = '"activity":[{"detail":{"status":"not-started","quantity":{"value":1.10}}}]';
    const text = `{"resourceType":"CarePlan","id":"c1","identifier":[{"system":"urn:oid:2.25.1","value":"plan"}],"status":"active","intent":"plan","subject":{"reference":"Patient/p01"},${activity}}`;
    registered.sandbox.put(text);
    const { client, pinned } = await opened(registered);
    expect(planCarePlanLink({ capability: await readCapability(client), scopes: pinned.scopes }).way).toBe(
      way,
    );
    const link = {
      client,
      carePlan: "CarePlan/c1",
      isOurs: (resource: unknown) => JSON.stringify(resource).includes('"plan"'),
      task: { reference: "Task/t1", display: "CCM" },
      way,
    };
    expect(await linkTaskInCarePlan(link)).toMatchObject({ state: "confirmed", version: "2" });
    expect(await linkTaskInCarePlan(link)).toMatchObject({ state: "unchanged", version: "2" });
    const held = registered.sandbox.get("CarePlan/c1");
    expect(JSON.stringify(held)).toContain("1.10");
    expect(JSON.stringify(held)).toContain("Task/t1");
  });
});
