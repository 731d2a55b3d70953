import { useCallback } from "react";
import { useHouse } from "./house.tsx";
import { useIdleLock } from "./idle-lock.ts";

const minutesBeforeFirstAnswer = 15;

/** Ends the session when nobody used the page for the practice's idle minutes; undefined while they are not known. */
export function useSessionLock(minutes: number | undefined): void {
  const { ask, session } = useHouse();
  const onIdle = useCallback(() => session.end("launch_idle"), [session]);
  // A failure that ends the session ends it in `ask`; any other is nothing a reader needs to know.
  const onPresence = useCallback(() => void ask({ path: "/api/presence" }).catch(() => undefined), [ask]);
  useIdleLock({ minutes: minutes ?? minutesBeforeFirstAnswer, onIdle, onPresence });
}
