import type { Person } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Button } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import { Cell, Row, Table } from "../ui/table.tsx";
import { stateOf } from "./people-shown.ts";
import { permissionWords, shortRoles } from "./person-words.ts";

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly view: PracticeView;
  /** The element that says who may change people. */
  readonly saidIn: string;
  readonly onOpen: (person: Person) => void;
}

const columns = [
  { name: "Person" },
  { name: "Time counts as" },
  { name: "Accounts" },
  { name: "May" },
  { name: "Active" },
  { name: "Change", unseen: true },
];

/** One page of people. */
export function PeopleTable({ people, view, saidIn, onOpen }: PeopleTableProps) {
  return (
    <Table label="People" columns={columns} className="people">
      {people.map((person) => (
        <Row key={person.id}>
          <Cell>
            <strong>
              <bdi>{person.name}</bdi>
            </strong>
            <Quiet words={identityOf(person)} />
          </Cell>
          <Cell label="Time counts as">
            {shortRoles[person.role]}
            <Quiet words={placeOf(person)} />
          </Cell>
          <Cell label="Accounts">
            <Accounts person={person} view={view} />
          </Cell>
          <Cell label="May">{mayWords(person)}</Cell>
          <Cell label="Active">
            <Active person={person} today={view.today} />
          </Cell>
          <Cell className="act">
            <Button
              icon="pencil"
              label={`Change: ${person.name}`}
              onClick={() => onOpen(person)}
              blockedBy={view.bars.change_people}
              saidIn={saidIn}
            >
              Change
            </Button>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Quiet({ words }: { words: string }) {
  return <span className="second">{words}</span>;
}

function identityOf({ credential, practitioner_type, npi }: Person): string {
  const type = practitioner_type === credential ? undefined : practitioner_type;
  return [credential, type, npi && `NPI ${npi}`].filter(Boolean).join(" · ");
}

function placeOf({ employer, works_in_us }: Person): string {
  const where =
    works_in_us === undefined
      ? "Work in the US not known"
      : works_in_us
        ? "Works in the US"
        : "Works outside the US";
  return employer === undefined ? where : `${where} · employed by ${employer}`;
}

function Accounts({ person: { accounts }, view: { ehrs } }: { person: Person; view: PracticeView }) {
  if (accounts.length === 0) return <span className="quiet">None: cannot sign in</span>;
  return (
    <ul>
      {accounts.map(({ iss, user }) => (
        <li key={`${iss} ${user}`}>
          <span className="ref">{user}</span>
          {ehrs.length > 1 && <Quiet words={ehrs.find((ehr) => ehr.iss === iss)?.name ?? iss} />}
        </li>
      ))}
    </ul>
  );
}

function mayWords({ permissions }: Person): string {
  if (permissions.length === 0) return "What the role allows";
  return permissions.map((permission) => permissionWords[permission].label).join(", ");
}

function Active({ person, today }: { person: Person; today: string }) {
  const { active_from, active_to } = person;
  const state = stateOf(person, today);
  const from = `From ${fullDate(active_from)}`;
  if (state === "left" && active_to) {
    return (
      <>
        <Status kind="excluded">Left</Status>
        <Quiet words={`${fullDate(active_from)} to ${fullDate(active_to)}`} />
      </>
    );
  }
  return (
    <>
      {state === "to_come" && (
        <>
          <Status kind="short">Not here yet</Status>{" "}
        </>
      )}
      {active_to ? `${from} to ${fullDate(active_to)}` : from}
    </>
  );
}
