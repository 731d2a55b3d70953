import type { MonthView } from "../../server/contract/api.ts";
import type { ComplexityStatement } from "../../server/contract/decision-complexity.ts";
import { Button } from "../ui/button.tsx";
import { useFormat } from "../ui/format-context.tsx";
import { StatusIcon } from "../ui/status.tsx";
import { complexityWords } from "./complexity-words.ts";
import { stateBlockedBy } from "./missing-complexity.ts";

interface ComplexityStatedProps {
  readonly view: MonthView;
  readonly onChange: () => void;
}

/** What the billing practitioner stated of the month's decision making, with every answer before it. */
export function ComplexityStated({ view, onChange }: ComplexityStatedProps) {
  const { asks, answered, earlier } = view.decision_complexity;
  if (answered === null) return null;
  return (
    <li>
      <StatusIcon kind={answered.answer === "not_known" ? "unknown" : "ready"} />
      <div>
        <p className="because">{asks}</p>
        <p className="because">
          <strong>{complexityWords(answered.answer)}</strong>
        </p>
        <Word statement={answered} />
        {earlier.length > 0 && (
          <ul className="because facts" aria-label="Answers before it">
            {earlier.map((one) => (
              <li key={one.on}>
                Before: {complexityWords(one.answer)}. <Word statement={one} />
              </li>
            ))}
          </ul>
        )}
        <div className="row">
          <Button kind="quiet" onClick={onChange} blockedBy={stateBlockedBy(view)}>
            Change <span className="unseen">the answer to: {asks}</span>
          </Button>
        </div>
      </div>
    </li>
  );
}

function Word({ statement: { by, role, on } }: { statement: ComplexityStatement }) {
  const { moment } = useFormat();
  return (
    <span className="because block">
      <bdi>{by}</bdi>, {role}, {moment(on)}
    </span>
  );
}
