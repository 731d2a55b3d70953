import { useState } from "react";
import type { Person } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { Problem } from "../api.ts";
import { Attention } from "../ui/attention.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { listed } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Note } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { PersonFieldset } from "./person-fieldset.tsx";
import { blankForm, fieldsOf, formOf, lackingIn, type PersonForm } from "./person-form.ts";
import { type Merged, mergedForm } from "./person-merge.ts";
import { useChangePerson, usePractice } from "./practice-queries.ts";
import { findingsOf } from "./refusals.ts";

interface PersonDialogProps {
  readonly view: PracticeView;
  /** Null for somebody new. */
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly onDone: (person: Person) => void;
}

/** Adds a person, or changes one on the version that was seen. Nothing typed is lost when it is refused. */
export function PersonDialog({ view, person, onClose, onDone }: PersonDialogProps) {
  const [base, setBase] = useState(person);
  const [form, setForm] = useState(() => (person ? formOf(person) : blankForm(view)));
  const [typed, setTyped] = useState(false);
  const [tries, setTries] = useState(0);
  const [merged, setMerged] = useState<Merged | null>(null);
  const { mutate, error, isPending, reset } = useChangePerson();
  const problem = error?.problem ?? null;
  const lacking = lackingIn(form);
  const type = (change: Partial<PersonForm>) => {
    if (problem && problem.code !== "person_changed") reset();
    setTyped(true);
    setForm({ ...form, ...change });
  };
  const send = () => {
    setTries(tries + 1);
    const fields = fieldsOf(form);
    if (fields === null || lacking.length > 0) return;
    const on = base && { id: base.id, version: base.version };
    mutate({ on, fields }, { onSuccess: onDone });
  };
  const takeIn = (now: Person) => {
    if (base === null) return;
    const next = mergedForm(formOf(base), form, formOf(now));
    reset();
    setBase(now);
    setForm(next.form);
    setMerged(next);
  };
  return (
    <Dialog title={person ? `Change ${person.name}` : "Add a person"} onClose={onClose} typed={typed}>
      {merged && base && (
        <Attention key={base.version}>
          <ChangedElsewhere by={base} merged={merged} />
        </Attention>
      )}
      <PersonFieldset
        form={form}
        view={view}
        findings={problem ? findingsOf(problem) : tries > 0 ? lacking : []}
        onChange={type}
      />
      {problem && (
        <Attention key={problem.request}>
          <Refused problem={problem} id={base?.id ?? null} onFound={takeIn} />
        </Attention>
      )}
      {tries > 0 && lacking.length > 0 && (
        <Attention key={tries}>
          <Lacking count={lacking.length} />
        </Attention>
      )}
      <div className="foot">
        <Button kind="primary" onClick={send} blockedBy={blockedBy(isPending, problem)}>
          {person ? "Change this person" : "Add to the staff list"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

function blockedBy(sending: boolean, problem: Problem | null): string | null {
  if (sending) return "Handing it over.";
  return problem?.code === "person_changed" ? "Look at the person again first." : null;
}

function Lacking({ count }: { count: number }) {
  return (
    <p role="alert" className="small">
      <strong>Nothing was sent.</strong> {count === 1 ? "One field above says" : `${count} fields above say`}{" "}
      what is lacking.
    </p>
  );
}

interface RefusedProps {
  readonly problem: Problem;
  readonly id: string | null;
  readonly onFound: (now: Person) => void;
}

/** The server's refusal; where somebody else was faster, with the way to see what they changed. */
function Refused({ problem, id, onFound }: RefusedProps) {
  const { refetch, isFetching, error } = usePractice();
  const look = async () => {
    const { data, isSuccess } = await refetch();
    const now = data?.people.find((one) => one.id === id);
    if (isSuccess && now) onFound(now);
  };
  if (problem.code !== "person_changed") return <ProblemNote problem={problem} />;
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

const fieldWords: Readonly<Record<keyof PersonForm, string>> = {
  name: "name",
  credential: "credential",
  role: "what the time counts as",
  practitioner_type: "kind of practitioner",
  npi: "NPI",
  employer: "employer",
  works_in_us: "work in the US",
  active_from: "first day",
  active_to: "last day",
  accounts: "accounts",
  permissions: "permissions",
};

function ChangedElsewhere({ by, merged: { elsewhere, both } }: { by: Person; merged: Merged }) {
  const { moment } = useFormat();
  const names = (keys: readonly (keyof PersonForm)[]) => listed(keys.map((key) => fieldWords[key]));
  return (
    <Note
      tone="near"
      icon="crossing"
      title={`${by.by} changed this person, ${moment(by.at)}`}
      announce="status"
    >
      {elsewhere.length > 0 && <p>Changed there: {names(elsewhere)}.</p>}
      <p>
        {both.length === 0
          ? "The form now shows it together with what you typed."
          : `You typed another ${names(both)}: yours stands in the form. Look at it before you go on.`}
      </p>
    </Note>
  );
}
