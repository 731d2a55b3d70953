import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  authorizationRequest,
  authorize,
  follow,
  postToken,
  type Registered,
  redemption,
} from "./authorize.ts";
import { oracle } from "./flavours/oracle.ts";
import { freshSandbox, redirectUri, signedIn, withToken } from "./fresh-sandbox.ts";
import type { SandboxClient } from "./sandbox-options.ts";

const clients: SandboxClient[] = [
  { id: "service", redirectUris: [], auth: "client_secret_post", secret: "kept well", backend: true },
  { id: "second", redirectUris: [redirectUri], auth: "none" },
];

let registered: Registered;
beforeAll(async () => {
  registered = await freshSandbox({ clients });
});
afterAll(() => registered.sandbox.close());

describe("a refresh that asks for less", () => {
  const scope = "launch openid fhirUser offline_access patient/Task.rs patient/Patient.rs";
  const signIn = () => authorize(registered, { patient: "p01", user: "rn-1", scope });
  const refresh = (refresh_token: string, asked?: string) =>
    postToken(registered, {
      grant_type: "refresh_token",
      refresh_token,
      ...(asked === undefined ? {} : { scope: asked }),
    });

  it("gives a token that says and does no more than that", async () => {
    const { refresh_token = "" } = await signIn();
    const narrowed = await (await refresh(refresh_token, "launch patient/Task.rs")).json();
    expect(narrowed).toMatchObject({ scope: "launch patient/Task.rs", patient: "p01" });
    const fhir = withToken(registered, narrowed.access_token);
    expect((await fhir("Task/t1")).status).toBe(200);
    expect((await fhir("Patient/p01")).status).toBe(403);
    expect((await fhir("Practitioner/rn-1")).status, "fhirUser was not asked for").toBe(403);
    const told = await postToken(registered, { token: narrowed.access_token }, "/introspection");
    expect(await told.json()).toMatchObject({ active: true, scope: "launch patient/Task.rs" });
  });

  it("takes nothing from the next refresh, nor from a token given before", async () => {
    const { access_token, refresh_token = "" } = await signIn();
    const narrowed = await (await refresh(refresh_token, "patient/Task.rs")).json();
    expect((await withToken(registered, access_token)("Patient/p01")).status).toBe(200);
    const whole = await (await refresh(narrowed.refresh_token)).json();
    expect(whole.scope).toBe(scope);
    expect((await withToken(registered, whole.access_token)("Patient/p01")).status).toBe(200);
  });

  it.each(["patient/Task.cruds", "patient/Task.rs user/Task.rs", "patient/*.rs", "made-up"])(
    "is refused when it asks for %s, and the refresh token stays good",
    async (more) => {
      const { refresh_token = "" } = await signIn();
      const refused = await refresh(refresh_token, more);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: "invalid_scope" });
      expect((await refresh(refresh_token)).status).toBe(200);
    },
  );

  it("is refused when it asks for what the sign-in did not grant", async () => {
    const own = await freshSandbox({ grant: (asked) => asked.filter((one) => !one.includes("Task")) });
    const { refresh_token = "" } = await authorize(own, { patient: "p01", user: "rn-1", scope });
    const refused = await postToken(own, {
      grant_type: "refresh_token",
      refresh_token,
      scope: "patient/Task.rs",
    });
    expect(await refused.json()).toMatchObject({ error: "invalid_scope" });
    await own.sandbox.close();
  });
});

describe("a backend service", () => {
  const form = { client_id: "service", client_secret: "kept well" };
  const ask = (own: Registered, asked: Record<string, string>) =>
    postToken({ ...own, authentication: { form } }, { grant_type: "client_credentials", ...asked });

  it.each(["system/*.read", "system/*.*", "system/*.rs"])(
    "gets %s of a plain server, and not of one like Oracle's",
    async (wild) => {
      const plain = await (await ask(registered, { scope: `${wild} system/Patient.rs` })).json();
      expect(plain.scope).toBe(`${wild} system/Patient.rs`);
      const own = await freshSandbox({ clients, flavour: oracle });
      const { scope, access_token } = await (await ask(own, { scope: `${wild} system/Patient.rs` })).json();
      expect(scope).toBe("system/Patient.rs");
      expect((await withToken(own, access_token)("Patient/p01")).status).toBe(200);
      expect((await withToken(own, access_token)("Organization/org-1")).status).toBe(403);
      const alone = await ask(own, { scope: wild });
      expect(alone.status).toBe(400);
      expect(await alone.json()).toMatchObject({ error: "invalid_scope" });
      await own.sandbox.close();
    },
  );

  it.each<Record<string, string>>([{}, { scope: "patient/*.rs" }, { scope: "openid fhirUser" }])(
    "that asks for nothing it could do, as by %j, gets no token",
    async (asked) => {
      const refused = await ask(registered, asked);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: "invalid_scope" });
    },
  );

  it("gets no token for another server", async () => {
    const refused = await ask(registered, {
      scope: "system/Task.rs",
      resource: "https://other.example/fhir",
    });
    expect(await refused.json()).toMatchObject({ error: "invalid_target" });
  });
});

describe("an EHR like Oracle's", () => {
  it.each(["user/*.read", "patient/*.*", "patient/*.rs"])("does not grant an app %s", async (wild) => {
    const own = await freshSandbox({ flavour: oracle });
    const scope = `launch ${wild} patient/Patient.rs`;
    const token = await authorize(own, { patient: "p01", user: "rn-1", scope });
    expect(token.scope).toBe("launch patient/Patient.rs");
    expect((await withToken(own, token.access_token)("Organization/org-1")).status).toBe(403);
    await own.sandbox.close();
  });

  it("does not say it would, and names scopes by type", async () => {
    const own = await freshSandbox({ flavour: oracle });
    const document = await fetch(`${own.sandbox.fhirBase}/.well-known/smart-configuration`);
    const { scopes_supported } = await document.json();
    expect(scopes_supported.filter((scope: string) => scope.includes("*"))).toEqual([]);
    expect(scopes_supported).toEqual(expect.arrayContaining(["launch", "patient/Patient.rs"]));
    await own.sandbox.close();
  });
});

describe("an authorization request", () => {
  const attempt = async (change: (query: URLSearchParams) => void, scope?: string) => {
    const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const asked = authorizationRequest(registered, { launch, ...(scope === undefined ? {} : { scope }) });
    change(asked.query);
    const end = await follow(registered.sandbox, asked.query);
    return { verifier: asked.verifier, end, told: end instanceof URL ? end.searchParams : null };
  };

  it("for another server's data goes back with an error", async () => {
    const { told } = await attempt((query) => query.set("resource", "https://other.example/fhir"));
    expect(told?.get("error")).toBe("invalid_target");
  });

  it("gives no code that another client could redeem", async () => {
    const { told, verifier } = await attempt(() => {});
    const form = redemption(registered, { code: told?.get("code") ?? "", verifier });
    const stolen = await postToken({ ...registered, clientId: "second" }, form);
    expect(await stolen.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("is not granted a scope that lets nothing be done", async () => {
    const scope = "launch patient/Task.?status=draft patient/Task.r";
    expect((await authorize(registered, { patient: "p01", user: "rn-1", scope })).scope).toBe(
      "launch patient/Task.r",
    );
    expect((await (await signedIn(registered, { scope }))("Task/t1")).status).toBe(200);
  });

  it("cannot be left at an endpoint that discovery does not name", async () => {
    const { query } = authorizationRequest(registered, {});
    const pushed = await fetch(`${registered.sandbox.url}/oauth/request`, { method: "POST", body: query });
    expect(pushed.status).toBe(404);
  });
});
