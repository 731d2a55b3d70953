import "@mantine/core/styles/Skeleton.layer.css";
import { Skeleton as MantineSkeleton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

/** A grey bar where a line or a block will stand; still, without shimmer. */
export function Bar({ width = "100%", tall = false }: { width?: string; tall?: boolean }) {
  return <MantineSkeleton animate={false} height={tall ? 22 : 12} width={width} radius={3} />;
}

/** Shows its content only when the wait is longer than `after` milliseconds, so that quick answers do not flicker. */
export function Late({ after = 300, children }: { after?: number; children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late ? children : null;
}
