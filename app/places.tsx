import { Activity, lazy, type ReactNode, Suspense, useState } from "react";
import { Bar, Late } from "./ui/skeleton.tsx";

const PracticeScreen = lazy(async () => ({
  default: (await import("./practice/practice-screen.tsx")).PracticeScreen,
}));

/** Where the reader is: at what the launch was opened for, or at the practice's own screen. */
export type Place = "opened" | "practice";

interface PlacesProps {
  /** What the launch was opened for, as its tab names it. */
  readonly opened: string;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

/** The tabs. They change what this frame shows; the address stays the launch's. */
export function Places({ opened, place, onPlace }: PlacesProps) {
  return (
    <nav className="tabs" aria-label="Screens">
      <Tab name={opened} current={place === "opened"} onOpen={() => onPlace("opened")} />
      <Tab name="Practice" current={place === "practice"} onOpen={() => onPlace("practice")} />
    </nav>
  );
}

/** Pressing it brings the focus to the screen it opens. */
function Tab({ name, current, onOpen }: { name: string; current: boolean; onOpen: () => void }) {
  const press = () => {
    onOpen();
    document.getElementById("main")?.focus();
  };
  return (
    <button type="button" aria-current={current ? "page" : undefined} onClick={press}>
      {name}
    </button>
  );
}

/** The screen of a place. The other one stays as its reader left it, with what they had opened and typed. */
export function Placed({ place, children }: { place: Place; children: ReactNode }) {
  const [visited, setVisited] = useState(false);
  if (place === "practice" && !visited) setVisited(true);
  return (
    <>
      <Activity mode={place === "opened" ? "visible" : "hidden"}>{children}</Activity>
      {visited && (
        <Activity mode={place === "practice" ? "visible" : "hidden"}>
          <Suspense fallback={<Loading />}>
            <PracticeScreen />
          </Suspense>
        </Activity>
      )}
    </>
  );
}

function Loading() {
  return (
    <Late>
      <div role="status" aria-label="Opening the practice" className="stack">
        <Bar width="60%" tall />
        <Bar width="80%" />
      </div>
    </Late>
  );
}
