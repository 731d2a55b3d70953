import type { MonthView } from "../../server/contract/api.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";

interface MonthPickerProps {
  readonly month: string;
  readonly months: MonthView["months"];
  readonly onMonth: (month: string) => void;
}

/** The month before, the month after, and every month offered. */
export function MonthPicker({ month, months, onMonth }: MonthPickerProps) {
  const order = [...months].sort((one, other) => one.month.localeCompare(other.month));
  const at = order.findIndex((one) => one.month === month);
  const options = order.toReversed().map((one) => ({ value: one.month, label: one.label }));
  return (
    <div className="month-picker">
      <Step
        name="Previous"
        icon="left"
        to={order[at - 1]}
        none="no earlier month is offered"
        onMonth={onMonth}
      />
      <Select label="Month" value={month} options={options} onChange={onMonth} />
      <Step name="Next" icon="right" to={order[at + 1]} none="not started" onMonth={onMonth} />
    </div>
  );
}

interface StepProps {
  readonly name: "Previous" | "Next";
  readonly icon: "left" | "right";
  readonly to: MonthView["months"][number] | undefined;
  readonly none: string;
  readonly onMonth: (month: string) => void;
}

function Step({ name, icon, to, none, onMonth }: StepProps) {
  return (
    <Button
      icon={icon}
      label={`${name} month, ${to?.label ?? none}`}
      onClick={() => to && onMonth(to.month)}
      blockedBy={to ? null : `${name} month: ${none}.`}
    />
  );
}
