import { randomUUID } from "node:crypto";
import type { RouteOptions } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Clinic, startClinic } from "../server/launching-browser.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "../server/open-test-launch.ts";
import { clinicalStaff } from "../server/people.ts";
import { startTestServer } from "../server/test-server.ts";

/*
 * 28: the router itself says which routes change something. Whoever adds one says here what it takes besides the
 * patient whom the screen shows, or that it is about the launch alone.
 */

/** Such as would be accepted. */
const bodies: Readonly<Record<string, object>> = {
  "POST /api/month/:month/attestations": { pointer: "/other_services" },
  "POST /api/month/:month/decision-complexity": { answer: "moderate" },
  "POST /api/month/:month/preview": {},
  "POST /api/month/:month/record": { preview: randomUUID() },
  "POST /api/deliveries/:id/look-up": {},
  "PUT /api/drafts/:place": { text: "typed" },
  "DELETE /api/drafts/:place": {},
};
/** They change nothing but the launch that their headers name. */
const aboutTheLaunch = ["POST /api/log-off", "POST /api/relaunch"];
/** They are about nobody's chart. */
const aboutThePractice = ["POST /api/practice/settings", "POST /api/practice/people"];

let clinic: Clinic;
let routes: readonly string[];
let mine: TestLaunch;
let other: TestLaunch;
beforeAll(async () => {
  clinic = await startClinic({}, undefined, (iss) => [
    clinicalStaff("Ana Ortiz", [{ iss, user: "Practitioner/rn-1" }]),
  ]);
  routes = await mutatingRoutes();
  const { fhirBase: iss } = clinic.sandbox;
  mine = await openTestLaunch(clinic, { patient: "p01", iss });
  other = await openTestLaunch(clinic, { patient: "p02", iss });
});
afterAll(() => clinic.close());

async function mutatingRoutes(): Promise<string[]> {
  const found: string[] = [];
  const onRoute = ({ method, url }: RouteOptions) => {
    const changing = [method].flat().filter((one) => !["GET", "HEAD", "OPTIONS"].includes(one));
    found.push(...changing.map((one) => `${one} ${url}`));
  };
  await (await startTestServer({ onRoute })).close();
  return found.sort();
}

async function keyOf({ id }: TestLaunch): Promise<string> {
  const { patient_key } = await clinic.deps.store.db
    .selectFrom("launch")
    .select("patient_key")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return patient_key ?? "";
}

async function send(route: string, patient: string) {
  const [method = "", url = ""] = route.split(" ");
  const at = url.replace(":month", "current").replace(":id", randomUUID()).replace(":place", "note");
  const { statusCode, body } = await clinic.app.inject({
    method: method as "POST",
    url: at,
    headers: { ...mine.headers, ...ownPage, "content-type": "application/json" },
    payload: JSON.stringify({ ...bodies[route], patient }),
  });
  return { status: statusCode, code: body === "" ? null : JSON.parse(body).code };
}

const refusals = async () =>
  (
    await clinic.deps.store.db
      .selectFrom("audit_entry")
      .select("seq")
      .where("kind", "=", "write.refused")
      .execute()
  ).length;

const kept = async () =>
  Promise.all(
    (["attestation", "draft", "month_preview", "delivery"] as const).map(
      async (table) => (await clinic.deps.store.db.selectFrom(table).selectAll().execute()).length,
    ),
  );

it("knows every route of the product that changes anything", () => {
  expect(routes).toEqual([...Object.keys(bodies), ...aboutTheLaunch, ...aboutThePractice].sort());
});

it("refuses every write that names another patient, asks the EHR nothing, keeps nothing, and is on record", async () => {
  const before = await kept();
  for (const route of Object.keys(bodies)) {
    for (const patient of [await keyOf(other), "p01", "p02", "Patient/p01", ""]) {
      const [asked, refused] = [clinic.sandbox.requests.length, await refusals()];
      expect([route, patient, await send(route, patient)]).toEqual([
        route,
        patient,
        { status: 409, code: "patient_mismatch" },
      ]);
      expect(clinic.sandbox.requests.length).toBe(asked);
      expect(await refusals()).toBe(refused + 1);
    }
  }
  expect(await kept()).toEqual(before);
});

it("refuses none of them for the patient it was opened for", async () => {
  for (const route of Object.keys(bodies)) {
    const { status, code } = await send(route, await keyOf(mine));
    expect([route, [400, 409].includes(status) && code !== "preview_expired"]).toEqual([route, false]);
  }
});
