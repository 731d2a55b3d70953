import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingChange, SettingKey } from "../../server/contract/settings.ts";
import type { Problem } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Icon } from "../ui/icon.tsx";
import { Note } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { usePractice } from "./practice-queries.ts";
import { nextAfter } from "./setting-state.ts";
import { changeLines } from "./value-words.ts";

interface RefusedProps {
  readonly problem: Problem;
  readonly onFound: (now: PracticeView) => void;
}

/** The server's refusal; where somebody else was faster, with the way to see what they decided. */
export function SettingRefused({ problem, onFound }: RefusedProps) {
  const { refetch, isFetching, error } = usePractice();
  const look = async () => {
    const { data, isSuccess } = await refetch();
    if (isSuccess) onFound(data);
  };
  if (problem.code !== "setting_changed") return <ProblemNote problem={problem} />;
  return (
    <ProblemNote problem={problem}>
      <p>What you typed stays in the form.</p>
      {error && <p>{error.problem.message}</p>}
      <div className="row">
        <Button
          icon="again"
          onClick={() => void look()}
          blockedBy={isFetching ? "It is being looked up." : null}
        >
          Look again
        </Button>
      </div>
    </ProblemNote>
  );
}

/** What others decided on a setting while its form was open. */
export function DecidedElsewhere({ changes }: { changes: readonly SettingChange[] }) {
  const { moment } = useFormat();
  return (
    <Note tone="near" icon="crossing" title="Somebody else changed this setting meanwhile" announce="status">
      <ul>
        {changes.map(({ key, value, from, by, at }) => (
          <li key={`${at} ${from}`}>
            <bdi>{by}</bdi>, {moment(at)}: from {fullDate(from)}: {changeLines(key, value).join(". ")}
          </li>
        ))}
      </ul>
      <p>Yours stands in the form. Look at it before you go on.</p>
    </Note>
  );
}

interface GivesWayProps {
  readonly view: PracticeView;
  readonly name: SettingKey;
  /** The day chosen; empty while there is none. */
  readonly from: string;
}

/** Says until when a decision from the day chosen would hold, where another stands for a later day. */
export function GivesWay({ view, name, from }: GivesWayProps) {
  const next = from === "" ? null : nextAfter(view, name, from);
  return (
    <div role="status">
      {next && (
        <p className="small">
          <Icon name="clock" /> From {fullDate(next.from)} on, what was decided for that day holds in its
          place: {changeLines(name, next.value).join(". ")}.
        </p>
      )}
    </div>
  );
}
