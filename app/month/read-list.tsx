import type { MonthView, ReadLine } from "../../server/contract/api.ts";
import { useOtherReads } from "../month-queries.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Bar } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { ReadGroup } from "./read-group.tsx";

/**
 * Every read of the chart: what holds up the month first, then what the month stands on, then the reads that no month
 * stands on. Those are done only when somebody looks here.
 */
export function ReadList({ id, view }: { id: string; view: MonthView }) {
  const blocking = view.reads.filter(isShort);
  const whole = view.reads.filter((read) => !isShort(read));
  return (
    <section id={id} className="card" aria-label="Reads of the chart">
      <ReadGroup title="Not known: nothing is ready while these are not read whole" reads={blocking} />
      <ReadGroup title="The month stands on these, each read complete" reads={whole} />
      <OtherReads view={view} />
    </section>
  );
}

function isShort({ outcome }: ReadLine): boolean {
  return outcome !== "complete";
}

/** Reads that change nothing about the month, however they end. */
function OtherReads({ view }: { view: MonthView }) {
  const { data: reads, error, isFetching, refetch } = useOtherReads(view);
  if (isFetching) return <Reading />;
  if (!reads) {
    return (
      <div className="inset padded">
        {error && (
          <ProblemNote problem={error.problem}>
            <p>The rest of the chart could not be checked. That does not hold up the month.</p>
            <div className="row">
              <Button icon="again" onClick={() => void refetch()}>
                Check again
              </Button>
            </div>
          </ProblemNote>
        )}
      </div>
    );
  }
  return (
    <>
      <ReadGroup title="Could not be checked; does not hold up the month" reads={reads.filter(isShort)} />
      <ReadGroup
        title="Also read complete; the month does not stand on these"
        reads={reads.filter((read) => !isShort(read))}
      />
    </>
  );
}

function Reading() {
  return (
    <div className="inset stack padded" role="status">
      <Status kind="reading">Reading the rest of the chart; the month does not wait for it</Status>
      <Bar width="90%" />
      <Bar width="80%" />
    </div>
  );
}
