import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLaunch } from "../../server/launches/launch-rows.ts";
import { type ActiveLaunch, activate } from "../../server/launches/launches-service.ts";
import { signedIn, staffOf } from "../../server/month/signed-in.ts";
import { openTestLaunch } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { connection, startTestServer, type TestServer } from "./test-server.ts";

const here = connection.iss;
const there = "https://other.example.org/fhir";
const user = "Practitioner/7";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    people: [
      clinicalStaff("Ana Ortiz", [{ iss: here, user }]),
      { ...clinicalStaff("Dr. Bo Berg", [{ iss: there, user }]), credential: "MD", role: "practitioner" },
      clinicalStaff("Cal Diaz", [{ iss: there, user: "Practitioner/8" }]),
    ],
    config: { connections: [connection, { ...connection, iss: there }] },
  });
});
afterAll(() => server.close());

async function launchBy(user: string, iss: string): Promise<ActiveLaunch> {
  const { id } = await openTestLaunch(server, { user, iss });
  const row = await findLaunch(server.deps.store.db, id);
  const launch = row && (await activate(server.deps, row));
  if (!launch) throw new Error("the launch did not open");
  return launch;
}

describe("a person two EHRs call the same", () => {
  it.each([
    [here, "Ana Ortiz"],
    [there, "Dr. Bo Berg"],
  ])("at %s is %s", async (iss, name) => {
    expect(signedIn(await launchBy("Practitioner/7", iss)).staff?.name).toBe(name);
    expect(signedIn(await launchBy(`${iss}/Practitioner/7`, iss)).staff?.name).toBe(name);
    expect(staffOf(await launchBy("Practitioner/9", iss), "Practitioner/7")?.name).toBe(name);
  });

  it("is nobody where only the other EHR knows them", async () => {
    expect(signedIn(await launchBy("Practitioner/8", here)).staff).toBeNull();
    expect(signedIn(await launchBy(`${there}/Practitioner/7`, here)).staff).toBeNull();
    expect(staffOf(await launchBy("Practitioner/7", here), "Practitioner/8")).toBeUndefined();
  });
});
