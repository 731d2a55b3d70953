import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext, LaunchTokens, PanelContext } from "../../launch/launch-context.ts";
import type { FinishedLaunch } from "../../launch/smart-launch.ts";
import type { ServerDeps } from "../deps.ts";
import { wakeWaiting } from "../outbox/waiting-rows.ts";
import type { LaunchTable } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";
import { transact } from "../store/transact.ts";
import { type CookieJar, launchCookie, launchSecrets } from "./launch-cookie.ts";
import { endLaunch, heldRows, patientKeyOf } from "./launch-rows.ts";
import { launchUntil } from "./launch-times.ts";
import { openContext, sealContext } from "./sealed-context.ts";
import { sealTokens } from "./sealed-tokens.ts";
import { hashOf, newLaunchId, newSecret } from "./secrets.ts";

interface Opening extends FinishedLaunch {
  readonly connection: Connection;
  readonly practice: string;
  readonly jar: CookieJar;
  /** The practices the user chose this one from; absent where they were not asked. */
  readonly chosenFrom?: readonly string[];
}

/** In one patient's chart, or outside every chart. */
export type LaunchKind = "chart" | "panel";

export interface OpenedLaunch {
  readonly connection: Connection;
  readonly launchId: string;
  readonly kind: LaunchKind;
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
  const dead = await transact(deps.store, async (tx) => {
    const held = await heldRows(tx, opening.jar);
    const others = held.filter((one) => one.user_key !== row.user_key);
    for (const { id } of others) await endLaunch(tx, id, "other_user", now);
    await tx.insertInto("launch").values(row).execute();
    await auditOpening(deps, tx, { context, others, chosenFrom: opening.chosenFrom });
    if (row.patient_key !== null) await wakeWaiting(tx, { ...row, patient_key: row.patient_key }, now);
    return deadCookies(
      opening.jar,
      held.filter((one) => !others.includes(one)),
    );
  });
  const kind = context.patient === null ? "panel" : "chart";
  return { connection: opening.connection, launchId: context.id, kind, ...secrets, dead };
}

function contextOf({ practice, pinned }: Opening, now: string): LaunchContext | PanelContext {
  return { ...pinned, id: newLaunchId(), practice, launchedAt: now };
}

interface NewSecrets {
  readonly secret: string;
  readonly bearer: string;
  readonly tokens: LaunchTokens;
}

function rowOf(
  { keys }: ServerDeps,
  context: LaunchContext | PanelContext,
  { secret, bearer, tokens }: NewSecrets,
): LaunchTable {
  return {
    id: context.id,
    practice: context.practice,
    patient_key: context.patient === null ? null : patientKeyOf(keys, context),
    user_key: keys.rowKey("user", [context.iss, context.user]),
    context: sealContext(keys, context),
    // Outside every chart nothing is read, so what could be read with is not kept.
    tokens: context.patient === null ? "" : sealTokens(keys, context.id, tokens),
    secret_hash: hashOf(secret),
    bearer_hash: hashOf(bearer),
    created: context.launchedAt,
    last_active: context.launchedAt,
    expires: launchUntil(context.launchedAt),
    ended: null,
    ended_because: null,
    token_generation: 0,
    refresh: null,
    refresh_until: null,
  };
}

interface Audited {
  readonly context: LaunchContext | PanelContext;
  readonly others: readonly LaunchTable[];
  readonly chosenFrom: Opening["chosenFrom"];
}

async function auditOpening(
  { audit, keys }: ServerDeps,
  tx: Tx,
  { context, others, chosenFrom }: Audited,
): Promise<void> {
  const { launchedAt: at, scopes } = context;
  const choice = chosenFrom && { chosen_from: chosenFrom };
  await audit.append(tx, { kind: "launch.started", at, subject: context, details: { scopes, ...choice } });
  for (const row of others) {
    const details = { because: "other_user" };
    await audit.append(tx, { kind: "launch.ended", at, subject: openContext(keys, row), details });
  }
}

function deadCookies(jar: CookieJar, staying: readonly LaunchTable[]): string[] {
  const alive = new Set(staying.map(({ id }) => launchCookie(id)));
  return [...launchSecrets(jar).keys()].filter((name) => !alive.has(name));
}
