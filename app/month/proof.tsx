import type { Criterion, Readiness } from "../../server/contract/readiness.ts";
import type { Attestation, Evidence } from "../../server/contract/reads.ts";
import { fullDate, versioned } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { StatusIcon, type StatusKind } from "../ui/status.tsx";
import { Tree } from "../ui/tree.tsx";
import type { TreeNode } from "../ui/tree-moves.ts";
import { grouped } from "./grouped.ts";
import { criteriaFor } from "./other-codes.ts";
import { criterionTitles, readOutcomes } from "./reader-words.ts";

interface ProofProps {
  readonly code: string;
  readonly name: string;
  readonly ready: boolean;
  readonly readiness: Readiness;
}

/** Why a code is in the state it is in: each condition with its rule, its source and the record it was read from. */
export function Proof({ code, name, ready, readiness }: ProofProps) {
  const { rule_set, criteria } = readiness;
  const relevant = criteriaFor(code, criteria);
  const titles = new Map(rule_set.sources.map(({ id, title }) => [id, title]));
  const nodes = relevant.map((criterion, at) => nodeOf(criterion, String(at), titles));
  const since = rule_set.in_force ? `, in force since ${fullDate(rule_set.in_force.from)}` : "";
  return (
    <>
      <h3>
        Why {name} is {ready ? "ready" : "not ready"}
        <span className="quiet regular">
          {" "}
          · rule set {rule_set.id} {rule_set.version}
          {since}
        </span>
      </h3>
      <Tree label={`Proof of ${name}`} nodes={nodes} opened={unsettled(relevant, "")} />
    </>
  );
}

type SourceTitles = ReadonlyMap<string, string>;

function nodeOf(criterion: Criterion, id: string, titles: SourceTitles): TreeNode {
  const { evidence, attested, parts } = criterion;
  return {
    id,
    label:
      parts.length > 0 ? (
        <GroupLabel criterion={criterion} />
      ) : (
        <LeafLabel criterion={criterion} titles={titles} />
      ),
    aside: <Sources evidence={evidence} attested={attested} />,
    children: parts.map((part, at) => nodeOf(part, `${id}.${at}`, titles)),
  };
}

/** What is not met or not known starts open, so that nobody has to look for it. */
function unsettled(criteria: readonly Criterion[], under: string): string[] {
  return criteria.flatMap(({ status, parts }, at) => {
    const id = under === "" ? String(at) : `${under}.${at}`;
    return status === "met" ? [] : [id, ...unsettled(parts, id)];
  });
}

const kinds: Record<Criterion["status"], StatusKind> = { met: "ready", unmet: "blocked", unknown: "unknown" };
const statusWords: Record<Criterion["status"], string> = {
  met: "met",
  unmet: "not met",
  unknown: "not known",
};

function GroupLabel({ criterion: { id, status, rule, parts } }: { criterion: Criterion }) {
  const same = parts.filter((part) => part.status === status).length;
  return (
    <>
      <StatusIcon kind={kinds[status]} />
      <span>
        <strong>{criterionTitles[id] ?? rule}</strong>{" "}
        <span className="state">
          {statusWords[status]}, {same} of {parts.length}
        </span>
      </span>
    </>
  );
}

function LeafLabel({ criterion, titles }: { criterion: Criterion; titles: SourceTitles }) {
  const { words } = useFormat();
  const { status, because, rule, source } = criterion;
  return (
    <>
      <StatusIcon kind={kinds[status]} />
      <span>
        {status !== "unknown" && <span className="unseen">{statusWords[status]}: </span>}
        {words(because)}
        <span className="quiet">
          Rule: {rule} Source: {titles.get(source) ?? source}.
        </span>
      </span>
    </>
  );
}

function Sources({ evidence, attested }: { evidence: readonly Evidence[]; attested: Attestation | null }) {
  const { moment } = useFormat();
  const readings = grouped(evidence, ({ retrieved, outcome }) => `${retrieved} ${outcome}`);
  return (
    <>
      {readings.map(([reading, together]) => (
        <Reading key={reading} evidence={together} />
      ))}
      {attested && (
        <span className="quiet">
          stated by <bdi>{attested.by}</bdi>, {attested.role}, {moment(attested.on)}
        </span>
      )}
    </>
  );
}

/** The records of one reading, each with its version, and when and how that reading ended. */
function Reading({ evidence }: { evidence: readonly Evidence[] }) {
  const { day, second } = useFormat();
  const [first] = evidence;
  if (!first) return null;
  const ended = first.outcome === "complete" ? "" : `, ${readOutcomes[first.outcome]}`;
  return (
    <>
      {evidence.map(({ reference, version }) => (
        <span key={`${reference} ${version}`} className="ref">
          {reference.includes("/") ? versioned(reference, version) : `${reference} search`}
        </span>
      ))}
      <span className="ref">
        read {day(first.retrieved)}, {second(first.retrieved)}
        {ended}
      </span>
    </>
  );
}
