import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./status.tsx";

const icons: Record<Tone, IconName> = {
  ok: "tick",
  near: "triangle",
  stop: "cross",
  unk: "question",
  busy: "up",
  off: "minus",
};

interface NoteProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly icon?: IconName;
  /** `alert` interrupts, `status` waits its turn; without it nothing is announced. */
  readonly announce?: "alert" | "status";
  readonly children?: ReactNode;
}

/** What is so, then why, then the one thing to do. */
export function Note({ tone, title, icon = icons[tone], announce, children }: NoteProps) {
  return (
    <div className={`note ${tone}`} role={announce}>
      <Icon name={icon} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
