import type { MonthView } from "../../server/contract/api.ts";
import { fullDate, listed } from "../ui/format.ts";
import { Note } from "../ui/note.tsx";

/** What the EHR says that puts this patient's record in doubt, or that the patient has died, before any answer. */
export function IdentityNote({ view }: { view: MonthView }) {
  const { identity_notice: notice, patient } = view;
  return (
    <>
      {notice && (
        <Note tone={notice.blocks ? "stop" : "near"} icon="triangle" title={notice.message} announce="status">
          <p>{notice.advice}</p>
          {notice.blocks && <p>No code of this month is ready while this is so.</p>}
        </Note>
      )}
      {patient.deceased !== null && <DeathNote view={view} died={patient.deceased} />}
    </>
  );
}

function DeathNote({ view: { readiness }, died }: { view: MonthView; died: string }) {
  const codes = readiness.blocked.filter(({ reason }) => reason === "deceased_before_service");
  return (
    <Note tone="off" icon="flag" title={`The EHR records that this patient died: ${fullDate(died)}`}>
      <p>No work after the death counts, and no service may be dated after it.</p>
      {codes.length > 0 && <p>Blocks {listed(codes.map(({ code }) => code))} this month.</p>}
    </Note>
  );
}
