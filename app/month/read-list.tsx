import type { ReadLine } from "../../server/contract/api.ts";
import { counted } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Status } from "../ui/status.tsx";
import { readOutcomes } from "./reader-words.ts";

/** Every read of the chart: how it ended, what that leaves unknown, and what to do about it. */
export function ReadList({ id, reads }: { id: string; reads: readonly ReadLine[] }) {
  const { second } = useFormat();
  return (
    <section id={id} className="card" aria-label="Reads of the chart">
      <ul className="todo reads">
        {reads.map((read) => (
          <li key={read.type}>
            <Status kind={read.outcome === "complete" ? "ready" : "unknown"}>
              {read.type}: {readOutcomes[read.outcome]}
            </Status>
            <p className="because figures">
              {read.outcome === "complete" && `${foundWords(read.count)} `}
              {read.detail} {read.advice} Read at {second(read.retrieved)}.
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function foundWords(count: number): string {
  return count === 0 ? "None found, read complete." : `${counted(count, "record")} found.`;
}
