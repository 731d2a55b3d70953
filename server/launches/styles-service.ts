import { askEhrStyle } from "../../launch/ehr-style.ts";
import type { EhrStyle } from "../contract/index.ts";
import type { ActiveLaunch } from "./launches-service.ts";
import type { ActivePanel } from "./panel-launch.ts";

type Launched = Pick<ActiveLaunch, "connection"> & {
  readonly context: Pick<(ActiveLaunch | ActivePanel)["context"], "smartStyleUrl">;
};

/** The looks of the EHRs, as far as they are known. No answer of ours ever waits for one. */
export interface EhrStyles {
  /** What is known of a launch's EHR; null where it says nothing, has not answered yet, or not in a usable way. */
  of(launch: Launched): EhrStyle | null;
}

const keptMs = 60 * 60 * 1000;
/** After a failure the EHR is left alone for as long. */
const restMs = 5 * 60 * 1000;
const mostKept = 200;

interface Known {
  readonly style: EhrStyle | null;
  readonly until: number;
}

/** Asks for each description once in the background and keeps it for an hour. `now` is an instant. */
export function ehrStyles(now: () => string): EhrStyles {
  const known = new Map<string, Known>();
  const keep = (url: string, style: EhrStyle | null, ms: number) => {
    if (known.size >= mostKept) known.clear();
    known.set(url, { style, until: Date.parse(now()) + ms });
  };
  return {
    of({ connection, context: { smartStyleUrl: url } }) {
      if (url === null) return null;
      const found = known.get(url);
      if (found && found.until > Date.parse(now())) return found.style;
      const before = found?.style ?? null;
      keep(url, before, restMs);
      void askEhrStyle(connection, url).then((style) => style && keep(url, style, keptMs));
      return before;
    },
  };
}
