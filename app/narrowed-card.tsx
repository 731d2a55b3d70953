import type { Narrowed } from "../server/contract/ways-in.ts";
import { Card } from "./ui/card.tsx";
import { counted } from "./ui/format.ts";

/** The rights this sign-in was not given, and what CareMonth cannot do without each; nothing where none is missing. */
export function NarrowedCard({ narrowed }: { narrowed: readonly Narrowed[] }) {
  if (narrowed.length === 0) return null;
  return (
    <Card title="What this sign-in may not do" className="side" aside={counted(narrowed.length, "right")}>
      <p className="inset small quiet">
        CareMonth asked for these rights and the EHR did not give them. Your administrator can ask for them.
      </p>
      <ul className="todo narrowed">
        {narrowed.map(({ what, means }) => (
          <li key={what}>
            <p>{means}</p>
            <p className="ref">{what}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
