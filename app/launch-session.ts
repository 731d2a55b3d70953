/** What the server wrote into the page: which launch this frame belongs to, and a bearer for browsers without cookies. */
export interface LaunchSession {
  readonly launch: string;
  readonly bearer: string | null;
  /** `panel` for a launch from outside every chart, which shows nobody's data. */
  readonly kind: LaunchKind;
}

export type LaunchKind = "chart" | "panel";

/** The parts of a window this needs. */
export interface Page {
  readonly document: Document;
  readonly location: Pick<Location, "pathname">;
  readonly history: Pick<History, "replaceState">;
}

const elementId = "caremonth-launch";

/**
 * Reads the launch from the page's own element, else from the path `/l/<id>/`; null when neither names one.
 * The element leaves the document, so that the bearer stands nowhere but in the caller's memory, and the address
 * becomes `/l/<id>/`, so that a reload comes back to the same launch.
 */
export function readLaunchSession({ document, location, history }: Page): LaunchSession | null {
  const element = document.getElementById(elementId);
  const session = sessionFrom(element?.textContent ?? "") ?? sessionFromPath(location.pathname);
  element?.remove();
  if (session === null) return null;
  const home = `/l/${session.launch}/`;
  if (location.pathname !== home) history.replaceState(null, "", home);
  return session;
}

function sessionFrom(text: string): LaunchSession | null {
  if (text.trim() === "") return null;
  const seed: unknown = JSON.parse(text);
  if (typeof seed !== "object" || seed === null || !("launch" in seed)) return null;
  const { launch } = seed;
  const bearer = "bearer" in seed && typeof seed.bearer === "string" ? seed.bearer : null;
  const kind = "kind" in seed && seed.kind === "panel" ? "panel" : "chart";
  return typeof launch === "string" && launch !== "" ? { launch, bearer, kind } : null;
}

function sessionFromPath(path: string): LaunchSession | null {
  const launch = /^\/l\/([^/]+)\//.exec(path)?.[1];
  return launch === undefined ? null : { launch, bearer: null, kind: "chart" };
}
