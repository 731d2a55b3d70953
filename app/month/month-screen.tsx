import "./month.css";
import { useState } from "react";
import { useMonth, useReadOthersAgain } from "../month-queries.ts";
import { FormatProvider } from "../ui/format-context.tsx";
import { Late } from "../ui/skeleton.tsx";
import { MonthBody } from "./month-body.tsx";
import { MonthFailed } from "./month-failed.tsx";
import { MonthSkeleton } from "./month-skeleton.tsx";

const currentMonth = "current";

/** The first screen: what one calendar month supports, why, what is missing, and what the EHR holds of it. */
export function MonthScreen() {
  const [month, setMonth] = useState(currentMonth);
  const { data: view, error, isFetching, refetch } = useMonth(month);
  const readOthersAgain = useReadOthersAgain();
  const readAgain = () => {
    void refetch();
    readOthersAgain();
  };
  if (view) {
    return (
      <FormatProvider zone={view.head.timezone} month={view.head.month}>
        <MonthBody
          key={view.head.month}
          view={view}
          reading={isFetching}
          failure={error?.problem ?? null}
          onMonth={setMonth}
          onReadAgain={readAgain}
        />
      </FormatProvider>
    );
  }
  if (error && !isFetching) {
    const goBack = month === currentMonth ? null : () => setMonth(currentMonth);
    return <MonthFailed problem={error.problem} onReadAgain={readAgain} onCurrentMonth={goBack} />;
  }
  return (
    <Late>
      <MonthSkeleton />
    </Late>
  );
}
