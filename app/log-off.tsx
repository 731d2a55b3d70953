import { useHouse } from "./house.tsx";
import { Button } from "./ui/button.tsx";

/** Ends the launch on the server and clears the page, whether the server answers or not. */
export function LogOff() {
  const { ask, session } = useHouse();
  const leave = async () => {
    const done = await ask<null>({ path: "/api/log-off", method: "POST", body: {} }).then(
      () => true,
      () => false,
    );
    session.end(done ? "logged_off" : "log_off_unanswered");
  };
  return (
    <Button kind="quiet" icon="leave" label="Log off" onClick={() => void leave()}>
      <span className="wide">Log off</span>
    </Button>
  );
}
