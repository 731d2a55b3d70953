import "@mantine/core/styles/Input.layer.css";
import "./field.css";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Icon } from "./icon.tsx";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How it is written; read out with the field. */
  readonly hint?: string | undefined;
  /** Why what stands in it was not taken. */
  readonly error?: string | null | undefined;
}

interface TextFieldProps extends FieldProps {
  readonly type?: "text" | "date" | "search";
  /** Brings up the keys for figures where the screen has keys. */
  readonly figures?: boolean;
}

/** One line to type, or a day. */
export function TextField({ type = "text", figures = false, ...field }: TextFieldProps) {
  return (
    <TextInput
      className="field"
      size="xs"
      type={type}
      inputMode={figures ? "decimal" : undefined}
      autoComplete="off"
      {...shared(field)}
      onChange={(event) => field.onChange(event.currentTarget.value)}
    />
  );
}

interface TextAreaProps extends FieldProps {
  readonly rows?: number;
  /** Set in a fixed-width face. */
  readonly code?: boolean;
}

/** Several lines to type. */
export function TextArea({ rows = 4, code = false, ...field }: TextAreaProps) {
  return (
    <Textarea
      className={code ? "field code" : "field"}
      size="xs"
      rows={rows}
      spellCheck={!code}
      autoComplete="off"
      {...shared(field)}
      onChange={(event) => field.onChange(event.currentTarget.value)}
    />
  );
}

interface SelectFieldProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A choice from a list, in the browser's own list. */
export function SelectField({ options, ...field }: SelectFieldProps) {
  return (
    <NativeSelect
      className="field"
      size="xs"
      data={[...options]}
      rightSection={<Icon name="unfold" />}
      {...shared(field)}
      onChange={(event) => field.onChange(event.currentTarget.value)}
    />
  );
}

/** The hint stands under the field, so that fields beside each other stay in line. */
function shared({ label, value, hint, error }: FieldProps) {
  const inputWrapperOrder: ("label" | "input" | "error" | "description")[] = [
    "label",
    "input",
    "error",
    "description",
  ];
  return { label, value, description: hint, error: error ?? null, inputWrapperOrder };
}
