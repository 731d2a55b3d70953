import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";
import type { Answer, Api, Call, Problem } from "./api.ts";
import { endingOf, type Session, type SessionState } from "./session.ts";

/** What a screen needs from around it. */
export interface House {
  readonly session: Session;
  /** Calls the server; throws `CallFailed` for an expected failure and ends the session where that is what it means. */
  readonly ask: <T>(call: Call) => Promise<T>;
  /** Leaves for another address in this same frame. */
  readonly go: (address: string) => void;
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

interface HouseProps {
  readonly api: Api;
  readonly session: Session;
  readonly go: (address: string) => void;
  readonly children: ReactNode;
}

/** Stands around the whole app: one launch, one session. */
export function HouseProvider({ api, session, go, children }: HouseProps) {
  const house = useMemo<House>(() => ({ session, ask: asking(api, session), go }), [api, session, go]);
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
