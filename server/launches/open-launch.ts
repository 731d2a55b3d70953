import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext, LaunchTokens } from "../../launch/launch-context.ts";
import type { FinishedLaunch } from "../../launch/smart-launch.ts";
import type { ServerDeps } from "../deps.ts";
import type { LaunchTable } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";
import { type CookieJar, launchCookie, launchSecrets } from "./launch-cookie.ts";
import { endLaunch, openContext, sealContext, sealTokens } from "./launch-rows.ts";
import { launchUntil } from "./launch-times.ts";
import { hashOf, newLaunchId, newSecret } from "./secrets.ts";

interface Opening extends FinishedLaunch {
  readonly connection: Connection;
  readonly jar: CookieJar;
}

export interface OpenedLaunch {
  readonly connection: Connection;
  readonly launchId: string;
  /** For the launch's own cookie. */
  readonly secret: string;
  /** For a browser that keeps no cookie; void as soon as the cookie is seen. */
  readonly bearer: string;
  /** Cookies of launches in this jar that open nothing any more. */
  readonly dead: readonly string[];
}

/** Pins a launch, and ends the launches of every other user whose cookie is in the same jar. */
export async function openLaunch(deps: ServerDeps, opening: Opening): Promise<OpenedLaunch> {
  const now = deps.now();
  const context = contextOf(opening, now);
  const secrets = { secret: newSecret(), bearer: newSecret() };
  const row = rowOf(deps, context, { ...secrets, tokens: opening.tokens });
  const dead = await deps.store.db.transaction().execute(async (tx) => {
    await tx.insertInto("launch").values(row).execute();
    const event = { kind: "launch.started", at: now, subject: context, details: { scopes: context.scopes } };
    await deps.audit.append(tx, event);
    return endOthers(deps, tx, opening.jar, row.user_key);
  });
  return { connection: opening.connection, launchId: context.id, ...secrets, dead };
}

function contextOf({ connection, pinned }: Opening, now: string): LaunchContext {
  return { ...pinned, id: newLaunchId(), practice: connection.practice, launchedAt: now };
}

interface NewSecrets {
  readonly secret: string;
  readonly bearer: string;
  readonly tokens: LaunchTokens;
}

function rowOf(
  { keys }: ServerDeps,
  context: LaunchContext,
  { secret, bearer, tokens }: NewSecrets,
): LaunchTable {
  return {
    id: context.id,
    practice: context.practice,
    patient_key: keys.rowKey("patient", [context.iss, context.patient]),
    user_key: keys.rowKey("user", [context.iss, context.user]),
    context: sealContext(keys, context),
    tokens: sealTokens(keys, context.id, tokens),
    secret_hash: hashOf(secret),
    bearer_hash: hashOf(bearer),
    created: context.launchedAt,
    last_active: context.launchedAt,
    expires: launchUntil(context.launchedAt),
    ended: null,
    ended_because: null,
  };
}

async function endOthers(deps: ServerDeps, tx: Tx, jar: CookieJar, userKey: string): Promise<string[]> {
  const held = launchSecrets(jar);
  const rows = await liveRows(tx, [...held.values()]);
  const others = rows.filter((row) => row.user_key !== userKey);
  for (const row of others) await endForOtherUser(deps, tx, row);
  const alive = new Set(rows.filter((row) => row.user_key === userKey).map(({ id }) => launchCookie(id)));
  return [...held.keys()].filter((name) => !alive.has(name));
}

async function liveRows(tx: Tx, secrets: readonly string[]): Promise<LaunchTable[]> {
  if (secrets.length === 0) return [];
  return tx
    .selectFrom("launch")
    .selectAll()
    .where("secret_hash", "in", secrets.map(hashOf))
    .where("ended", "is", null)
    .execute();
}

async function endForOtherUser(deps: ServerDeps, tx: Tx, row: LaunchTable): Promise<void> {
  const now = deps.now();
  if (!(await endLaunch(tx, row.id, "other_user", now))) return;
  const subject = openContext(deps.keys, row);
  await deps.audit.append(tx, { kind: "launch.ended", at: now, subject, details: { because: "other_user" } });
}
