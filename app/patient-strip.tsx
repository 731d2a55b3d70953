import type { ReactNode } from "react";
import type { PatientLine } from "../server/contract/api.ts";
import type { ChartHead } from "./session.ts";
import { fullDate } from "./ui/format.ts";
import { userName } from "./user-words.ts";

interface StripProps {
  readonly head: ChartHead | null;
  readonly children: ReactNode;
}

/** Whose chart this is: one quiet line; where the EHR shows no banner of its own, one that stays in sight. */
export function PatientStrip({ head, children }: StripProps) {
  const banner = head?.need_patient_banner ?? false;
  return (
    <section className={`strip${banner ? " banner" : ""}`} aria-label="Patient">
      <p className="who">
        {head ? <PatientWords patient={head.patient} withSex={banner} /> : "Patient not read yet"}
      </p>
      <div className="end">
        {head && <UserWords head={head} />}
        {children}
      </div>
    </section>
  );
}

function UserWords({ head: { user, ehr } }: { head: ChartHead }) {
  return (
    <>
      <span className="wide user">
        <bdi>{userName(user)}</bdi>
        {user.role && `, ${user.role}`}
      </span>
      <span className="wide">{ehr}</span>
    </>
  );
}

/** The patient in one line. A name may be long or written right to left; it never mixes with what follows. */
export function PatientWords({ patient, withSex = false }: { patient: PatientLine; withSex?: boolean }) {
  return (
    <>
      <strong>
        <bdi>{patient.name ?? "Name not known"}</bdi>
      </strong>
      {detailsOf(patient, withSex).map((detail) => (
        <span key={detail}>
          {" · "}
          <bdi>{detail}</bdi>
        </span>
      ))}
    </>
  );
}

function detailsOf(patient: PatientLine, withSex: boolean): string[] {
  const { birth_date, age, sex, mrn, deceased } = patient;
  return [
    birth_date === null ? "birth date not known" : `born ${fullDate(birth_date)}`,
    ...(deceased === null && age !== null ? [`${age} y`] : []),
    ...(withSex ? [sex ?? "sex not known"] : []),
    mrn === null ? "MRN not known" : `MRN ${mrn}`,
    ...(deceased === null ? [] : [`died ${fullDate(deceased)}`]),
  ];
}
