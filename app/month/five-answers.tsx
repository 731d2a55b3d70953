import type { MonthView } from "../../server/contract/api.ts";
import { useFormat } from "../ui/format-context.tsx";
import { StatusIcon } from "../ui/status.tsx";
import { answersOf } from "./answers.ts";

/** Enrolled, consent, care plan, minutes, next code: readable in two seconds and without a click. */
export function FiveAnswers({ view }: { view: MonthView }) {
  const { words } = useFormat();
  return (
    <section aria-label={`${view.head.label} at a glance`}>
      <ul className="five">
        {answersOf(view).map(({ question, kind, answer, details }) => (
          <li key={question}>
            <span className="question">{question}</span>
            <StatusIcon kind={kind} />
            <span className="answer figures">{answer}</span>
            <span className="details figures">
              {details.map((detail) => (
                <span key={detail}>{words(detail)}</span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
