import { expect, it } from "vitest";
import { createHousekeeping } from "../../server/housekeeping.ts";
import { openTestLaunch, ownPage } from "./open-test-launch.ts";
import { startTestServer } from "./test-server.ts";

it("deletes drafts after a week and forgets tokens when a launch's time is over, without a launch coming", async () => {
  const server = await startTestServer();
  const { db } = server.deps.store;
  const { headers, id } = await openTestLaunch(server);
  const { patient_key } = await db.selectFrom("launch").select("patient_key").executeTakeFirstOrThrow();
  const payload = { patient: patient_key, text: "typed" };
  await server.app.inject({
    method: "PUT",
    url: "/api/drafts/note",
    headers: { ...headers, ...ownPage },
    payload,
  });
  const house = createHousekeeping(server.deps, (error) => expect.fail(error.message));
  const left = async () => ({
    drafts: (await db.selectFrom("draft").select("id").execute()).length,
    tokens:
      (await db.selectFrom("launch").select("tokens").where("id", "=", id).executeTakeFirstOrThrow())
        .tokens !== "",
  });
  const after = async (minutes: number) => {
    server.pass({ minutes });
    await house.tidy();
    return left();
  };
  expect(await after(12 * 60 - 1)).toEqual({ drafts: 1, tokens: true });
  expect(await after(1)).toEqual({ drafts: 1, tokens: false });
  expect(await after(6 * 24 * 60 + 12 * 60 - 1)).toEqual({ drafts: 1, tokens: false });
  expect(await after(1)).toEqual({ drafts: 0, tokens: false });
  await house.close();
  await server.close();
});
