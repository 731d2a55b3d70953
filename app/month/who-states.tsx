import type { MonthView } from "../../server/contract/api.ts";
import { PatientWords } from "../patient-strip.tsx";
import { userName } from "../user-words.ts";

/** Of whom a statement is made; it stands in sight wherever something is stated. */
export function OfWhom({ view: { patient, need_patient_banner } }: { view: MonthView }) {
  return (
    <p className="small quiet">
      <PatientWords patient={patient} withSex={need_patient_banner} />
    </p>
  );
}

/** Who makes it, and for which month. */
export function WhoStates({ view: { user, head } }: { view: MonthView }) {
  return (
    <p>
      <strong>
        <bdi>{userName(user)}</bdi>
        {user.role && `, ${user.role}`}
      </strong>{" "}
      states for {head.label}:
    </p>
  );
}
