import type { AttestRequest } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { attest, withdraw } from "./attestations.ts";
import type { MonthDeps } from "./month-deps.ts";
import { statementOf } from "./questions.ts";
import { monthOf } from "./read-month.ts";
import { staffPerson } from "./signed-in.ts";

interface Attesting {
  readonly launch: ActiveLaunch;
  readonly month: string;
  readonly request: AttestRequest;
}

/** Records the signed-in person's word on one question of the month, or takes it back; the audit log keeps both. */
export async function attestMonth(deps: MonthDeps, { launch, month, request }: Attesting): Promise<void> {
  const { display, role } = staffPerson(launch);
  const { pointer, withdraw: takenBack = false } = request;
  const of = { month: monthOf(launch, month), pointer };
  const on = deps.now();
  await deps.store.db.transaction().execute(async (tx) => {
    if (takenBack) await withdraw(tx, of);
    else await attest(tx, deps.keys, { ...of, attestation: { by: display, role, on } });
    const details = { month, pointer, statement: statementOf(pointer) };
    const kind = takenBack ? "attestation.withdrawn" : "attestation.made";
    await deps.audit.append(tx, { kind, at: on, subject: launch.context, details });
  });
}
