import type { Criterion, Readiness } from "../../server/contract/readiness.ts";
import type { Attestation, Evidence } from "../../server/contract/reads.ts";
import { dated, versioned } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { StatusIcon, type StatusKind } from "../ui/status.tsx";
import { Tree } from "../ui/tree.tsx";
import type { TreeNode } from "../ui/tree-moves.ts";
import { criterionTitles, readOutcomes } from "./reader-words.ts";

interface ProofProps {
  readonly code: string;
  readonly name: string;
  readonly ready: boolean;
  readonly readiness: Readiness;
  readonly zone: string;
}

/** Why a code is in the state it is in: each condition with its rule, its source and the record it was read from. */
export function Proof({ code, name, ready, readiness, zone }: ProofProps) {
  const { rule_set, criteria } = readiness;
  const relevant = criteria.filter(({ codes }) => codes.length === 0 || codes.includes(code));
  const titles = new Map(rule_set.sources.map(({ id, title }) => [id, title]));
  const nodes = relevant.map((criterion, at) => nodeOf(criterion, String(at), titles));
  const since = rule_set.in_force ? `, in force since ${dated(rule_set.in_force.from, zone)}` : "";
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
      <Tree label={`Proof of ${name}`} nodes={nodes} opened={opened(relevant, "")} />
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

/** The groups of the first level start open, and with them whatever is not met or not known. */
function opened(criteria: readonly Criterion[], under: string): string[] {
  return criteria.flatMap(({ status, parts }, at) => {
    const id = under === "" ? String(at) : `${under}.${at}`;
    return status === "met" && under !== "" ? [] : [id, ...opened(parts, id)];
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
  return (
    <>
      {evidence.map((one) => (
        <EvidenceLine key={`${one.reference} ${one.version}`} evidence={one} />
      ))}
      {attested && (
        <span className="quiet">
          stated by <bdi>{attested.by}</bdi>, {attested.role}, {moment(attested.on)}
        </span>
      )}
    </>
  );
}

function EvidenceLine({ evidence: { reference, version, retrieved, outcome } }: { evidence: Evidence }) {
  const { day, second } = useFormat();
  const name = reference.includes("/") ? versioned(reference, version) : `${reference} search`;
  return (
    <span className="ref">
      {name}
      <br />
      read {day(retrieved)}, {second(retrieved)}, {readOutcomes[outcome]}
    </span>
  );
}
