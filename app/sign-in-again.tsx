import { useMutation } from "@tanstack/react-query";
import type { Relaunch } from "../server/contract/ways-in.ts";
import type { Problem } from "./api.ts";
import { useHouse } from "./house.tsx";
import { Button } from "./ui/button.tsx";
import { Note } from "./ui/note.tsx";
import { ProblemNote } from "./ui/problem-note.tsx";

/** The way back in this same frame: the EHR's sign-in, after which only the same person and patient open anything. */
export function SignInAgain() {
  const { ask, go } = useHouse();
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => ask<Relaunch>({ path: "/api/relaunch", method: "POST", body: {} }),
    onSuccess: ({ authorize_url }) => go(authorize_url),
  });
  if (error && isFinal(error.problem)) return <FromTheChart problem={error.problem} />;
  return (
    <>
      {error && <ProblemNote problem={error.problem} />}
      <div className="row">
        <Button
          kind="primary"
          onClick={() => mutate()}
          blockedBy={isPending || isSuccess ? "Going to the EHR's sign-in." : null}
        >
          Sign in again
        </Button>
      </div>
      <p className="small quiet">
        Sign in as yourself and choose the same patient: nobody else and no other chart is opened. Or open
        CareMonth again from this patient's chart.
      </p>
    </>
  );
}

/** True where trying again cannot help. */
function isFinal({ code, status }: Problem): boolean {
  return code === "relaunch_not_offered" || status === 401 || status === 403;
}

function FromTheChart({ problem }: { problem: Problem }) {
  return problem.code === "relaunch_not_offered" ? (
    <Note tone="busy" icon="right" title="Open CareMonth again from this patient's chart" announce="alert">
      <p>This EHR does not let CareMonth sign in by itself. What you had typed will be there.</p>
    </Note>
  ) : (
    <ProblemNote problem={problem} />
  );
}
