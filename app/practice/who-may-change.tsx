import type { PracticeView } from "../../server/contract/practice-view.ts";
import { listed } from "../ui/format.ts";
import { Note } from "../ui/note.tsx";
import { stateOf } from "./people-shown.ts";

/** To somebody who may only look, or not even that: why, and whom to ask by name. Nothing for those who may change everything. */
export function WhoMayChange({ id, view }: { id: string; view: PracticeView }) {
  const { change_settings: settings, change_people: people } = view.bars;
  const reasons = [...new Set([settings, people])].filter((reason) => reason !== null);
  if (reasons.length === 0) return null;
  return (
    <div id={id}>
      <Note tone="off" icon="lock" title={view.member ? mayLook : mayNotLook}>
        <p>{reasons.join(" ")}</p>
        <p>{whomToAsk(view)}</p>
        <p>{ownAccount(view)}</p>
      </Note>
    </div>
  );
}

const mayLook = "You can look at everything here and change nothing";
const mayNotLook = "How this practice is set up is shown to the people on its staff list";

function whomToAsk({ people, today }: PracticeView): string {
  const names = people
    .filter((person) => stateOf(person, today) === "here" && person.permissions.includes("administrator"))
    .map(({ name, credential }) => (name.includes(credential) ? name : `${name}, ${credential}`));
  if (names.length > 0)
    return `${names.length === 1 ? "Administrator" : "Administrators"}: ${listed(names)}.`;
  return "Nobody is an administrator today. Whoever runs CareMonth makes one at its command line.";
}

/** What somebody who is not on the staff list yet has to tell an administrator. */
function ownAccount({ account: { iss, user }, ehrs }: PracticeView): string {
  const ehr = ehrs.find((one) => one.iss === iss)?.name ?? iss;
  return `You are signed in at ${ehr} as ${user}.`;
}
