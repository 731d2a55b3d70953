import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** What a colour supports: fine, near, stop, not known, at work, quiet. Never said by colour alone. */
export type Tone = "ok" | "near" | "stop" | "unk" | "busy" | "off";

/** The closed list of states: each has one icon and one colour on every screen. */
const kinds = {
  ready: ["tick", "ok"],
  short: ["clock", "off"],
  near: ["clock", "near"],
  blocked: ["bar", "stop"],
  follows: ["bar", "off"],
  unknown: ["question", "unk"],
  excluded: ["minus", "off"],
  review: ["flag", "near"],
  draft: ["pencil", "off"],
  reading: ["down", "busy"],
  sending: ["up", "busy"],
  checking: ["again", "unk"],
  inEhr: ["tick", "ok"],
  notInEhr: ["triangle", "stop"],
  rejected: ["cross", "stop"],
  differs: ["crossing", "near"],
  locked: ["lock", "off"],
} as const satisfies Record<string, readonly [IconName, Tone]>;

export type StatusKind = keyof typeof kinds;

interface StatusProps {
  readonly kind: StatusKind;
  readonly children: ReactNode;
  /** Drawn with a border and ground, for the head of a region. */
  readonly pill?: boolean;
}

/** A state in icon and word. */
export function Status({ kind, children, pill = false }: StatusProps) {
  const [icon, tone] = kinds[kind];
  return (
    <span className={`status ${tone}${pill ? " pill" : ""}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

/** The icon of a state alone, for a row whose own text says it. */
export function StatusIcon({ kind }: { kind: StatusKind }) {
  const [icon, tone] = kinds[kind];
  return <Icon name={icon} className={tone} />;
}

/** How a state is drawn where it heads a note. */
export function lookOf(kind: StatusKind): { readonly icon: IconName; readonly tone: Tone } {
  const [icon, tone] = kinds[kind];
  return { icon, tone };
}
