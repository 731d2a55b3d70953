import "./practice.css";
import { useId } from "react";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { Problem } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { listed, zoneWords } from "../ui/format.ts";
import { FormatProvider } from "../ui/format-context.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Sections } from "../ui/sections.tsx";
import { Bar, Late } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { PeopleSection } from "./people-section.tsx";
import { usePractice } from "./practice-queries.ts";
import { SettingsSection } from "./settings-section.tsx";
import { WhoMayChange } from "./who-may-change.tsx";

/** How the practice is set up: what it decided about itself, and who works there. Its people may look. */
export function PracticeScreen() {
  const { data: view, error, isFetching, refetch } = usePractice();
  const lookAgain = () => void refetch();
  if (!view && isFetching) return <Loading />;
  return (
    <>
      {view ? <Head view={view} looking={isFetching} onLookAgain={lookAgain} /> : <h1>Practice</h1>}
      {error && !isFetching && (
        <Failed problem={error.problem} earlier={view !== undefined} onLookAgain={lookAgain} />
      )}
      {view && <Body view={view} />}
    </>
  );
}

function Body({ view }: { view: PracticeView }) {
  const who = useId();
  if (!view.member) return <WhoMayChange id={who} view={view} />;
  return (
    <FormatProvider zone={view.timezone} month={view.today.slice(0, 7)}>
      <WhoMayChange id={who} view={view} />
      <Sections
        label="Parts of the practice"
        sections={[
          { name: "Settings", content: <SettingsSection view={view} saidIn={who} /> },
          { name: "People", content: <PeopleSection view={view} saidIn={who} /> },
        ]}
      />
    </FormatProvider>
  );
}

interface HeadProps {
  readonly view: PracticeView;
  readonly looking: boolean;
  readonly onLookAgain: () => void;
}

function Head({ view, looking, onLookAgain }: HeadProps) {
  return (
    <div className="practice-top">
      <div>
        <h1>
          <bdi>{view.name}</bdi>
        </h1>
        <p className="small quiet">
          Months begin and end at midnight, {zoneWords(view.timezone)}. Opened from{" "}
          {listed(view.ehrs.map(({ name }) => name))}.
        </p>
      </div>
      <div className="row" role="status">
        {looking && <Status kind="reading">Looking again</Status>}
      </div>
      <Button
        kind="quiet"
        icon="again"
        onClick={onLookAgain}
        blockedBy={looking ? "It is being looked up." : null}
      >
        Look again
      </Button>
    </div>
  );
}

interface FailedProps {
  readonly problem: Problem;
  readonly earlier: boolean;
  readonly onLookAgain: () => void;
}

function Failed({ problem, earlier, onLookAgain }: FailedProps) {
  return (
    <ProblemNote problem={problem}>
      {earlier && <p>What stands below was seen before.</p>}
      <div className="row">
        <Button kind="primary" icon="again" onClick={onLookAgain}>
          Try again
        </Button>
      </div>
    </ProblemNote>
  );
}

function Loading() {
  return (
    <>
      <h1 className="unseen">Practice</h1>
      <Late>
        <div role="status" aria-label="Looking up the practice" className="card">
          <div className="inset stack padded">
            {["40%", "90%", "80%", "85%", "75%"].map((width) => (
              <Bar key={width} width={width} tall />
            ))}
          </div>
        </div>
      </Late>
    </>
  );
}
