import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorize, type Registered } from "./authorize.ts";
import { startSandbox } from "./sandbox.ts";

const redirectUri = "http://localhost:9/callback";
let registered: Registered;

beforeAll(async () => {
  const sandbox = await startSandbox({
    now: () => new Date(),
    client: { id: "app", redirectUris: [redirectUri], auth: "none" },
    launchUrl: "http://localhost:9/launch",
    resources: [
      { resourceType: "Patient", id: "p01" },
      { resourceType: "Patient", id: "p02" },
    ],
  });
  registered = { sandbox, clientId: "app", redirectUri };
});
afterAll(() => registered.sandbox.close());

describe("an EHR launch", () => {
  it("ends with a token for the launch's patient", async () => {
    const token = await authorize(registered, { patient: "p01", user: "rn-1" });
    const r = await fetch(`${registered.sandbox.fhirBase}/Patient/p01`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    expect(r.status).toBe(200);
  });
});
