import { useCallback, useRef, useState } from "react";

/** Whether a dialog is open, and the two ways to change that. Closing gives the focus back to what opened it. */
export interface Opener {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** Remembers what had the focus when a dialog opened. */
export function useOpener(): Opener {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<Element | null>(null);
  const open = useCallback(() => {
    opener.current = document.activeElement;
    setOpen(true);
  }, []);
  const close = useCallback(() => {
    setOpen(false);
    const { current } = opener;
    // The dialog still traps the focus until it has left the page.
    if (current instanceof HTMLElement) setTimeout(() => current.focus());
  }, []);
  return { isOpen, open, close };
}
