import type { MonthView } from "../../server/contract/api.ts";
import { Card } from "../ui/card.tsx";
import { useFormat } from "../ui/format-context.tsx";
import { Status, StatusIcon } from "../ui/status.tsx";
import { supportedWords } from "./answers.ts";
import { type OtherSet, otherSets, whyRecommended } from "./code-sets.ts";

/** What else the record supports, with amounts and what each needs, so that nothing is chosen in silence. */
export function OtherSetsCard({ view: { readiness } }: { view: MonthView }) {
  const sets = otherSets(readiness);
  if (sets.length === 0) return null;
  const why = whyRecommended(readiness);
  return (
    <Card title="What else is supported" aside="One family a month; a person decides which">
      <ul className="todo">
        {readiness.codes.length > 0 && (
          <li>
            <StatusIcon kind="ready" />
            <div>
              <strong className="figures">{supportedWords(readiness)}</strong>
              <p className="because">Recommended. {why}</p>
            </div>
          </li>
        )}
        {sets.map((set) => (
          <SetRow key={set.codes} set={set} />
        ))}
      </ul>
    </Card>
  );
}

function SetRow({ set: { codes, amount, difference, needs } }: { set: OtherSet }) {
  const { words } = useFormat();
  return (
    <li>
      <StatusIcon kind="excluded" />
      <div>
        <strong className="figures">
          {codes}, {amount}
        </strong>
        {difference && (
          <p className="because figures">{`${difference.charAt(0).toUpperCase()}${difference.slice(1)}.`}</p>
        )}
        <ul className="because facts">
          {needs.map((need) => (
            <li key={need}>{words(need)}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}

/** The points on which sources differ that bear on this month, each with the default taken and its source. */
export function ContestedCard({ view: { readiness } }: { view: MonthView }) {
  const { contested, rule_set } = readiness;
  if (contested.length === 0) return null;
  const titleOf = (source: string) => rule_set.sources.find(({ id }) => id === source)?.title ?? source;
  return (
    <Card title="Where the sources differ" aside="The default taken stands beside each point">
      <ul className="todo">
        {contested.map((one) => (
          <li key={one.point}>
            <StatusIcon kind="review" />
            <div>
              <strong>{one.point}</strong>
              <p className="because">
                Taken here: {one.default} Source: {titleOf(one.source)}.
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Programmes beside CCM that may fit; information only, nothing is evaluated or recommended. */
export function SiblingPrograms({ view: { readiness } }: { view: MonthView }) {
  const { sibling_programs } = readiness;
  if (sibling_programs.length === 0) return null;
  return (
    <Card title="Other programs" aside={<Status kind="excluded">Information only</Status>}>
      <ul className="inset quiet small">
        {sibling_programs.map(({ program, detail }) => (
          <li key={program}>
            <strong>{program}</strong>: {detail}
          </li>
        ))}
      </ul>
    </Card>
  );
}
