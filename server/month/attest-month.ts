import type { AttestRequest } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { monthBounds } from "../rules/calendar.ts";
import type { Tx } from "../store/store.ts";
import { transact } from "../store/transact.ts";
import { attest, dropEarlier, withdraw } from "./attestations.ts";
import type { MonthDeps } from "./month-deps.ts";
import { statementOf } from "./questions.ts";
import { monthOf } from "./read-month.ts";
import { staffPerson } from "./signed-in.ts";

interface Attesting {
  readonly launch: ActiveLaunch;
  readonly month: string;
  readonly request: AttestRequest;
}

/**
 * Records the signed-in person's word on one question of the month, or takes back what anybody of the staff said; the
 * audit log keeps both, and of a withdrawal whose word it was. What changes nothing leaves no trace.
 */
export async function attestMonth(deps: MonthDeps, attesting: Attesting): Promise<void> {
  const { launch, month, request } = attesting;
  const by = staffPerson(launch);
  const at = deps.now();
  const statement = { month, pointer: request.pointer, statement: statementOf(request.pointer) };
  await transact(deps.store, async (tx) => {
    const change = await changeOf(deps, tx, { ...attesting, by, at });
    if (change === null) return;
    const { kind, ...more } = change;
    await deps.audit.append(tx, { kind, at, subject: launch.context, details: { ...statement, ...more } });
  });
}

interface Change {
  readonly kind: "attestation.made" | "attestation.withdrawn";
  /** Who acted, and for a withdrawal whose word was taken back. */
  readonly by: string;
  readonly stated_by?: string;
  readonly stated_on?: string;
}

async function changeOf(
  deps: MonthDeps,
  tx: Tx,
  {
    launch,
    month,
    request,
    by: { display: by, role },
    at: on,
  }: Attesting & { readonly by: ReturnType<typeof staffPerson>; readonly at: string },
): Promise<Change | null> {
  const of = { month: monthOf(launch, month), pointer: request.pointer };
  if (request.withdraw) {
    const stated = await withdraw(tx, deps.keys, of);
    return stated && { kind: "attestation.withdrawn", by, stated_by: stated.by, stated_on: stated.on };
  }
  const end = new Date(monthBounds(month, launch.practice.timezone)?.to ?? 0).toISOString();
  if (on >= end) await dropEarlier(tx, of, end);
  const taken = await attest(tx, deps.keys, { ...of, attestation: { by, role, on } });
  return taken ? { kind: "attestation.made", by } : null;
}
