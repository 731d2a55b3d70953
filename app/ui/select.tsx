import "@mantine/core/styles/Input.layer.css";
import { NativeSelect } from "@mantine/core";
import { Icon } from "./icon.tsx";

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A choice from a short list. The browser's own list, so that it works in every frame and with every reader. */
export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <NativeSelect
      className="select"
      aria-label={label}
      value={value}
      data={[...options]}
      rightSection={<Icon name="unfold" />}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
