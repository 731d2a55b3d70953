import { Check } from "../ui/check.tsx";

/** Whether single-key shortcuts work, and the way to change that. */
export interface KeysProps {
  readonly keys: boolean;
  readonly onKeys: (on: boolean) => void;
}

const shortcuts = [
  ["?", "Opens this list"],
  ["Tab", "Goes to the next thing that can be used"],
  ["Esc", "Closes a dialog"],
  ["↑ ↓", "Walk the lines of a proof"],
  ["→ ←", "Open and close a line of a proof, go to what is under it or above it"],
  ["Home End", "First and last line of a proof"],
  ["Enter Space", "Open or close a line of a proof"],
] as const;

/** The keys of this release, and the switch for the single ones. */
export function Keys({ keys, onKeys }: KeysProps) {
  return (
    <>
      <dl className="pairs">
        {shortcuts.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Check checked={keys} onChange={onKeys}>
        Keys without Ctrl or Alt are on
      </Check>
    </>
  );
}
