import { lazy, Suspense, useEffect, useState } from "react";
import type { HelpScreen } from "./help/help-topics.ts";
import { Button } from "./ui/button.tsx";
import { useOpener } from "./ui/use-opener.ts";

const HelpDialog = lazy(async () => ({ default: (await import("./help/help-dialog.tsx")).HelpDialog }));
const ShortcutSheet = lazy(async () => ({
  default: (await import("./help/shortcut-sheet.tsx")).ShortcutSheet,
}));

/** Help for the screen, and the sheet of keys behind `?`; both are loaded only when asked for. */
export function Assistance({ screen }: { screen: HelpScreen }) {
  const help = useOpener();
  const sheet = useOpener();
  const [keys, setKeys] = useState(true);
  const openSheet = sheet.open;
  useEffect(() => {
    if (!keys) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event.target) && !aDialogIsOpen()) openSheet();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys, openSheet]);
  return (
    <>
      <Button kind="quiet" icon="question" label="Help and keyboard shortcuts" onClick={help.open}>
        <span className="wide">Help</span>
      </Button>
      <Suspense>
        {help.isOpen && <HelpDialog screen={screen} onClose={help.close} keys={keys} onKeys={setKeys} />}
        {sheet.isOpen && <ShortcutSheet onClose={sheet.close} keys={keys} onKeys={setKeys} />}
      </Suspense>
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function aDialogIsOpen(): boolean {
  return document.querySelector("[role=dialog]") !== null;
}
