import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import type { Answer, Api, Call, Problem } from "./api.ts";
import { endingOf, type Session, type SessionState } from "./session.ts";

/** What a screen needs from around it. */
export interface House {
  readonly session: Session;
  /** Calls the server; throws `CallFailed` for an expected failure and ends the session where that is what it means. */
  readonly ask: <T>(call: Call) => Promise<T>;
}

/** An expected failure on its way through react-query, which knows failures only as errors. */
class CallFailed extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: CallFailed;
  }
}

const HouseContext = createContext<House | null>(null);

/** Stands around the whole app: one launch, one session. */
export function HouseProvider(props: { api: Api; session: Session; children: ReactNode }) {
  const { api, session, children } = props;
  const house = useMemo<House>(() => ({ session, ask: asking(api, session) }), [api, session]);
  return <HouseContext value={house}>{children}</HouseContext>;
}

function asking(api: Api, session: Session): House["ask"] {
  return async <T,>(call: Call) => settle(await api.call<T>(call), session);
}

function settle<T>(answer: Answer<T>, session: Session): T {
  if (answer.ok) return answer.value;
  const ending = endingOf(answer.problem);
  if (ending !== null) session.end(ending, answer.problem);
  throw new CallFailed(answer.problem);
}

/** The house this component stands in. */
export function useHouse(): House {
  const house = useContext(HouseContext);
  if (!house) throw new Error("A screen stands outside the house.");
  return house;
}

/** The session as it is now; renders again when it changes. */
export function useSession(): SessionState {
  const { session } = useHouse();
  return useSyncExternalStore(session.subscribe, session.current);
}
