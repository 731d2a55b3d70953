import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/InlineInput.layer.css";
import "@mantine/core/styles/Checkbox.layer.css";
import "./check.css";
import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";

interface CheckProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** A box to tick, with its words. */
export function Check({ checked, onChange, children }: CheckProps) {
  return (
    <Checkbox
      className="check"
      checked={checked}
      label={children}
      onChange={(event) => onChange(event.currentTarget.checked)}
      size="sm"
    />
  );
}
