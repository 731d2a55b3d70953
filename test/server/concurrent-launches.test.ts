import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { verifyChain } from "../../server/audit/verify-chain.ts";
import { launchCookie } from "../../server/launches/launch-cookie.ts";
import { postgresUrl } from "./fresh-store.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "./open-test-launch.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const rounds = 20;

function leave({ app }: TestServer, { headers }: TestLaunch) {
  return app.inject({ method: "POST", url: "/api/log-off", headers: { ...headers, ...ownPage } });
}

/** One user's four charts are left one by one while another user signs in over all of them. */
async function oneRound(server: TestServer): Promise<number[]> {
  const charts = await Promise.all(
    ["p1", "p2", "p3", "p4"].map((patient) => openTestLaunch(server, { patient, user: "Practitioner/a" })),
  );
  const jar = Object.fromEntries(charts.map(({ id, secret }) => [launchCookie(id), secret]));
  const [, ...left] = await Promise.all([
    openTestLaunch(server, { user: "Practitioner/b", jar }),
    ...charts.reverse().map((chart) => leave(server, chart)),
  ]);
  return left.map(({ statusCode }) => statusCode);
}

async function deadlocks({ deps }: TestServer): Promise<number> {
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(deps.store.db);
  return rows[0]?.deadlocks ?? Number.NaN;
}

function onPostgres(): void {
  it("end every chart once, and PostgreSQL never has to give one up", { timeout: 60_000 }, async () => {
    const server = await startTestServer();
    for (let round = 0; round < rounds; round += 1)
      for (const status of await oneRound(server)) expect([204, 401]).toContain(status);
    const ended = await server.deps.store.db
      .selectFrom("audit_entry")
      .select("launch_key")
      .where("kind", "=", "launch.ended")
      .execute();
    expect(ended).toHaveLength(4 * rounds);
    expect(new Set(ended.map(({ launch_key }) => launch_key)).size).toBe(4 * rounds);
    expect(await verifyChain(server.deps.store.db, server.deps.keys)).toMatchObject({ whole: true });
    expect(await deadlocks(server)).toBe(0);
    await server.close();
  });
}

if (postgresUrl) describe("launches and log-offs at the same time", onPostgres);
else describe("launches and log-offs one after the other", onOneConnection);

function onOneConnection(): void {
  it("end every chart once", async () => {
    const server = await startTestServer();
    for (const status of await oneRound(server)) expect([204, 401]).toContain(status);
    const kinds = server.deps.store.db.selectFrom("audit_entry").select("kind");
    expect(await kinds.where("kind", "=", "launch.ended").execute()).toHaveLength(4);
    await server.close();
  });
}
