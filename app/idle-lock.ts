import { useEffect } from "react";

const activities = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
const lookEvery = 5_000;

/**
 * Calls `onIdle` once when nobody has touched pointer or keys for `minutes`. A machine that slept counts the time it
 * slept: the first touch after that locks instead of going on.
 */
export function useIdleLock(minutes: number, onIdle: () => void): void {
  useEffect(() => {
    const limit = minutes * 60_000;
    let last = Date.now();
    const look = () => {
      if (Date.now() - last >= limit) onIdle();
    };
    const touch = () => {
      look();
      last = Date.now();
    };
    const timer = setInterval(look, Math.min(lookEvery, limit));
    for (const name of activities) window.addEventListener(name, touch, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const name of activities) window.removeEventListener(name, touch, { capture: true });
      document.removeEventListener("visibilitychange", look);
    };
  }, [minutes, onIdle]);
}
