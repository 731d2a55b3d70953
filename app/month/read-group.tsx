import { useId } from "react";
import type { ReadLine } from "../../server/contract/api.ts";
import { counted } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Status } from "../ui/status.tsx";
import { readOutcomes, typeWords } from "./reader-words.ts";

interface ReadGroupProps {
  readonly title: string;
  readonly reads: readonly ReadLine[];
}

/** Reads that mean the same for the month, each with how it ended, how much it brought, when, and what to do. */
export function ReadGroup({ title, reads }: ReadGroupProps) {
  const heading = useId();
  if (reads.length === 0) return null;
  return (
    <>
      <h3 id={heading} className="subhead">
        {title}
      </h3>
      <ul className="todo reads" aria-labelledby={heading}>
        {reads.map((read) => (
          <Read key={read.type} read={read} />
        ))}
      </ul>
    </>
  );
}

function Read({ read }: { read: ReadLine }) {
  const { moment, second } = useFormat();
  const { type, outcome, detail, advice, retrieved } = read;
  return (
    <li>
      <Status kind={outcome === "complete" ? "ready" : "unknown"}>
        {type}: {readOutcomes[outcome]}
      </Status>
      <p className="because figures">
        <span className="subject">{typeWords[type]}.</span> {foundWords(read)}
        {detail !== "" && ` ${detail}`}
        {advice !== "" && ` ${advice}`}{" "}
        <time dateTime={retrieved} title={moment(retrieved)}>
          Read at {second(retrieved)}.
        </time>
      </p>
    </li>
  );
}

/** How much a read brought. Only one that ended complete may say that there is none. */
function foundWords({ outcome, count }: ReadLine): string {
  if (outcome === "complete")
    return count === 0 ? "None found, read complete." : `${counted(count, "record")} found.`;
  return count === 0
    ? "Whether there are any is not known."
    : `${counted(count, "record")} read, and there may be more.`;
}
