import { lazy, Suspense, useState } from "react";
import type { Person } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { TextField } from "../ui/field.tsx";
import { counted } from "../ui/format.ts";
import { Note } from "../ui/note.tsx";
import { useOpener } from "../ui/use-opener.ts";
import { pageOf, shownPeople } from "./people-shown.ts";
import { PeopleTable } from "./people-table.tsx";

const PersonDialog = lazy(async () => ({ default: (await import("./person-dialog.tsx")).PersonDialog }));

/** Who works in the practice, who did and who will; a page at a time, with a filter. */
export function PeopleSection({ view, saidIn }: { view: PracticeView; saidIn: string }) {
  const dialog = useOpener();
  const [chosen, setChosen] = useState<Person | null>(null);
  const [done, setDone] = useState("");
  const open = (person: Person | null) => {
    setChosen(person);
    dialog.open();
  };
  const settle = ({ name, version }: Person) => {
    setDone(`${name} ${version === 1 ? "was added" : "was changed"}.`);
    dialog.close();
  };
  return (
    <Card title="People" aside={counted(view.people.length, "person", "people")}>
      <div className="inset stack">
        <p className="quiet people-words">
          Whose time counts as what, who may do what, and the accounts they sign in with. Nobody is deleted:
          somebody who left gets a last day, and the records keep their name.
        </p>
        <div className="row">
          <Button
            kind="primary"
            onClick={() => open(null)}
            blockedBy={view.bars.change_people}
            saidIn={saidIn}
          >
            Add a person
          </Button>
          <span role="status" className="small">
            {done}
          </span>
        </div>
        {view.people.length === 0 && <Nobody />}
      </div>
      {view.people.length > 0 && <Listed view={view} saidIn={saidIn} onOpen={open} />}
      <Suspense>
        {dialog.isOpen && <PersonDialog view={view} person={chosen} onClose={dialog.close} onDone={settle} />}
      </Suspense>
    </Card>
  );
}

function Nobody() {
  return (
    <Note tone="unk" title="Nobody is on the staff list yet">
      <p>
        Until somebody is, no time counts and nobody may change anything here. The first administrator is
        added at the command line of CareMonth, by whoever runs it.
      </p>
    </Note>
  );
}

interface ListedProps {
  readonly view: PracticeView;
  readonly saidIn: string;
  readonly onOpen: (person: Person) => void;
}

function Listed({ view, saidIn, onOpen }: ListedProps) {
  const [filter, setFilter] = useState("");
  const [page, setPage] = useState(0);
  const found = shownPeople(view.people, filter, view.today);
  const { items, at, pages, first, last } = pageOf(found, page);
  const search = (text: string) => {
    setFilter(text);
    setPage(0);
  };
  return (
    <>
      <div className="inset people-filter">
        <TextField
          type="search"
          label="Find by name, role, account or permission"
          value={filter}
          onChange={search}
        />
        <p role="status" className="small quiet">
          {found.length === 0
            ? "Nobody on the list fits this."
            : `${first} to ${last} of ${counted(found.length, "person", "people")}`}
        </p>
      </div>
      {items.length > 0 && <PeopleTable people={items} view={view} saidIn={saidIn} onOpen={onOpen} />}
      {pages > 1 && (
        <nav className="inset row padded" aria-label="Pages of people">
          <Button
            icon="left"
            onClick={() => setPage(at - 1)}
            blockedBy={at === 0 ? "This is the first page." : null}
          >
            Previous
          </Button>
          <Button
            onClick={() => setPage(at + 1)}
            blockedBy={at + 1 === pages ? "This is the last page." : null}
          >
            Next
          </Button>
        </nav>
      )}
    </>
  );
}
