import type { SetAside } from "../../server/contract/shown-records.ts";
import { versioned } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Status, type StatusKind } from "../ui/status.tsx";
import { artefactWords } from "./reader-words.ts";

/** Records of CareMonth in the EHR that count nothing. They are never dropped without a word. */
export function SetAsideList({ records }: { records: readonly SetAside[] }) {
  if (records.length === 0) return null;
  return (
    <>
      <h3 className="subhead">Records set aside</h3>
      <ul className="todo aside-list">
        {records.map((record) => (
          <Aside key={JSON.stringify(record)} record={record} />
        ))}
      </ul>
    </>
  );
}

function Aside({ record: { artefact, reference, version, kind, why } }: { record: SetAside }) {
  const { words } = useFormat();
  const [status, said] = kindWords[kind];
  return (
    <li>
      <Status kind={status}>{said}</Status>
      <p className="because">
        {artefactWords[artefact]} <span className="ref">{versioned(reference, version)}</span>
        <span className="block">{words(why)}</span>
      </p>
    </li>
  );
}

const kindWords: Record<SetAside["kind"], readonly [StatusKind, string]> = {
  unverified: ["review", "Not verified"],
  unusable: ["review", "Cannot be used"],
  retracted: ["excluded", "Taken back"],
  superseded: ["excluded", "Corrected"],
  duplicate: ["excluded", "Held twice"],
};
