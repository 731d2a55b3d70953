import { Dialog } from "../ui/dialog.tsx";
import { Keys, type KeysProps } from "./keys.tsx";

const topics = [
  [
    "What this screen answers",
    "Whether the chart's record supports a Chronic Care Management code for this month, and on what that stands. It does not decide what is billed.",
  ],
  [
    "Not known",
    "A read of the chart was refused, failed or was cut short, or nobody has said. It is never taken for none, and nothing is ready on it.",
  ],
  [
    "Minutes",
    "Kept to the second, summed, and cut to whole minutes once. Recorded time is always counted plus not counted, each with its reason.",
  ],
  [
    "Proof",
    "Opens under a code: each condition, the rule and its source, and the record it was read from with version and time.",
  ],
  [
    "Your word",
    "Some facts no record can show. You can state them under your name; the record says who and when.",
  ],
  [
    "In the EHR",
    "Shows what would be written, writes it when you confirm, and says In EHR only with the version the EHR named.",
  ],
] as const;

/** Short help for the Month screen, with the keys below it. */
export function HelpDialog({ onClose, ...keys }: KeysProps & { onClose: () => void }) {
  return (
    <Dialog title="Help: Month" onClose={onClose}>
      <dl className="stack">
        {topics.map(([term, words]) => (
          <div key={term}>
            <dt>
              <strong>{term}</strong>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h3>Keyboard</h3>
      <Keys {...keys} />
    </Dialog>
  );
}
