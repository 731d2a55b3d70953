import { type ReactNode, useEffect, useRef } from "react";

/** Brings what appears to where the reader is: it takes the focus, and with it comes into sight. `key` it by its cause. */
export function Attention({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1}>
      {children}
    </div>
  );
}
