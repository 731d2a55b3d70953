import { Dialog } from "../ui/dialog.tsx";
import { type HelpScreen, helpTopics, screenNames } from "./help-topics.ts";
import { Keys, type KeysProps } from "./keys.tsx";

interface HelpDialogProps extends KeysProps {
  readonly screen: HelpScreen;
  readonly onClose: () => void;
}

/** Short help for one screen, with the keys below it. */
export function HelpDialog({ screen, onClose, ...keys }: HelpDialogProps) {
  return (
    <Dialog title={`Help: ${screenNames[screen]}`} onClose={onClose}>
      <dl className="stack">
        {helpTopics[screen].map(([term, words]) => (
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
