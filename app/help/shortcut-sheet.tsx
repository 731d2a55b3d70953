import { Dialog } from "../ui/dialog.tsx";
import { Keys, type KeysProps } from "./keys.tsx";

/** The sheet behind `?`. */
export function ShortcutSheet({ onClose, ...keys }: KeysProps & { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <Keys {...keys} />
    </Dialog>
  );
}
