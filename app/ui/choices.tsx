import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/InlineInput.layer.css";
import "@mantine/core/styles/Radio.layer.css";
import "./choices.css";
import { Radio } from "@mantine/core";

interface ChoicesProps<Value extends string> {
  readonly label: string;
  /** Null while nothing is chosen; nothing is chosen for anybody. */
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  /** Why the answer was not taken. */
  readonly error?: string | null | undefined;
}

/** One of a few answers, all in sight. The arrow keys walk them. */
export function Choices<Value extends string>({ label, value, options, ...rest }: ChoicesProps<Value>) {
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={rest.onChange}
      error={rest.error ?? null}
      className="choices"
    >
      {options.map((option) => (
        <Radio key={option.value} value={option.value} label={option.label} size="sm" />
      ))}
    </Radio.Group>
  );
}
