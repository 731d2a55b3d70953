import { type ComplexityAnswer, complexityPointer } from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { transact } from "../store/transact.ts";
import { complexityBlockedBy, complexityStatement } from "./complexity-question.ts";
import { keepStatement } from "./complexity-statements.ts";
import type { MonthDeps } from "./month-deps.ts";
import { monthOf, readMonth } from "./read-month.ts";
import { staffPerson } from "./signed-in.ts";

interface Stating {
  readonly launch: ActiveLaunch;
  readonly month: string;
  readonly answer: ComplexityAnswer;
}

/**
 * Records what the billing practitioner says of the month's decision complexity; the answer before it stays and stands
 * in the audit log with the new one. Who bills is read from the chart in this instant, never taken from the browser:
 * throws Refusal `not_billing_practitioner` for everybody else.
 */
export async function stateComplexity(deps: MonthDeps, { launch, month, answer }: Stating): Promise<void> {
  const { reference: person, display: by, role } = staffPerson(launch);
  const reading = await readMonth(deps, launch, month);
  const blockedBy = complexityBlockedBy(reading, launch);
  if (blockedBy !== null) throw new Refusal("not_billing_practitioner", blockedBy);
  const statement = { by, role, on: deps.now(), answer, person };
  const of = { month: monthOf(launch, month), statement, recorded: reading.shown.complexity };
  await transact(deps.store, async (tx) => {
    const { kept, before } = await keepStatement(tx, deps.keys, of);
    if (!kept) return;
    await deps.audit.append(tx, {
      kind: "attestation.made",
      at: statement.on,
      subject: launch.context,
      details: { month, pointer: complexityPointer, statement: complexityStatement, by, answer, before },
    });
  });
}
