import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Button.layer.css";
import { Button as MantineButton } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps {
  readonly children?: ReactNode;
  readonly onClick: () => void;
  /** One primary button per region. */
  readonly kind?: "primary" | "plain" | "quiet";
  readonly icon?: IconName;
  /** Why it cannot be used now; shown beside it. */
  readonly blockedBy?: string | null;
  /** The element that says why already, for many buttons at once; nothing is then shown beside this one. */
  readonly saidIn?: string;
  /** Its name where the icon stands alone. */
  readonly label?: string;
  readonly expanded?: boolean;
  readonly controls?: string | undefined;
}

const variants = { primary: "filled", plain: "default", quiet: "subtle" } as const;

/** A button. One that cannot be used stays reachable and says why. */
export function Button({ kind = "plain", icon, blockedBy = null, ...rest }: ButtonProps) {
  const own = useId();
  const reason = rest.saidIn ?? own;
  const iconOnly = rest.children === undefined;
  return (
    <>
      <MantineButton
        variant={variants[kind]}
        className={`button ${kind}${iconOnly ? " square" : ""}`}
        leftSection={icon && !iconOnly ? <Icon name={icon} /> : undefined}
        onClick={blockedBy === null ? rest.onClick : undefined}
        aria-disabled={blockedBy === null ? undefined : true}
        aria-describedby={blockedBy === null ? undefined : reason}
        aria-label={rest.label}
        aria-expanded={rest.expanded}
        aria-controls={rest.controls}
      >
        {iconOnly && icon ? <Icon name={icon} /> : rest.children}
      </MantineButton>
      {reason === own && <Reason id={own} words={blockedBy} unseen={iconOnly} />}
    </>
  );
}

function Reason({ id, words, unseen }: { id: string; words: string | null; unseen: boolean }) {
  if (words === null) return null;
  return (
    <span id={id} className={unseen ? "unseen" : "small quiet"}>
      {words}
    </span>
  );
}
