import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizationRequest,
  authorize,
  follow,
  postToken,
  type Registered,
  redemption,
} from "./authorize.ts";
import { freshSandbox, withToken } from "./fresh-sandbox.ts";

const second = 1000;
const day = 24 * 60 * 60 * second;

let registered: Registered;
beforeEach(async () => {
  registered = await freshSandbox({ launchLifeSeconds: 120, refreshLifeSeconds: 7200 });
});
afterEach(() => registered.sandbox.close());

const launched = () => registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
const signIn = () =>
  authorize(registered, { patient: "p01", user: "rn-1", scope: "launch patient/*.rs offline_access" });
const refresh = (refresh_token: string) =>
  postToken(registered, { grant_type: "refresh_token", refresh_token });

describe("by the sandbox's clock", () => {
  // A little under each end, since the test itself takes a moment.
  it.each([
    [58, 200],
    [60, 400],
  ])("a code after %i seconds answers %i", async (seconds, status) => {
    const { query, verifier } = authorizationRequest(registered, { launch: launched() });
    const end = await follow(registered.sandbox, query);
    const code = end instanceof URL ? (end.searchParams.get("code") ?? "") : "";
    registered.sandbox.clock.move(seconds * second);
    const answer = await postToken(registered, redemption(registered, { code, verifier }));
    expect(answer.status).toBe(status);
    if (status === 400) expect(await answer.json()).toMatchObject({ error: "invalid_grant" });
  });

  it.each([
    [118, "code="],
    [120, "error=invalid_request"],
  ])("a launch after %i seconds ends in %s", async (seconds, ending) => {
    const { query } = authorizationRequest(registered, { launch: launched() });
    registered.sandbox.clock.move(seconds * second);
    expect(String(await follow(registered.sandbox, query))).toContain(ending);
  });

  it.each([
    [7198, 200],
    [7200, 400],
  ])("a refresh token after %i seconds answers %i", async (seconds, status) => {
    const { refresh_token = "" } = await signIn();
    registered.sandbox.clock.move(seconds * second);
    const answer = await refresh(refresh_token);
    expect(answer.status).toBe(status);
    if (status === 400) expect(await answer.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("each refresh token lives its own life, counted from its own issue", async () => {
    const { refresh_token = "" } = await signIn();
    registered.sandbox.clock.move(5000 * second);
    const renewed = await (await refresh(refresh_token)).json();
    registered.sandbox.clock.move(5000 * second);
    const again = await refresh(renewed.refresh_token);
    expect(again.status).toBe(200);
    const { access_token } = await again.json();
    expect((await withToken(registered, access_token)("Patient/p01")).status).toBe(200);
  });
});

describe("unless told otherwise", () => {
  it("a refresh token outlives a month, and a launch five minutes do not", async () => {
    const own = await freshSandbox();
    const scope = "launch patient/*.rs offline_access";
    const { refresh_token = "" } = await authorize(own, { patient: "p01", user: "rn-1", scope });
    const launch = own.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    own.sandbox.clock.move(300 * second);
    const { query } = authorizationRequest(own, { launch });
    expect(String(await follow(own.sandbox, query))).toContain("error=invalid_request");
    own.sandbox.clock.move(31 * day);
    const renewed = await postToken(own, { grant_type: "refresh_token", refresh_token });
    expect(renewed.status).toBe(200);
    await own.sandbox.close();
  });
});
