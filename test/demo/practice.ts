/** The practice of the demo, as a configuration file would give it. The sandbox EHR knows the same people. */
export const demoPractice = {
  id: "demo",
  name: "Sandbox Family Medicine",
  timezone: "America/Chicago",
  type: "physician_office",
  pos: "11",
  qualifying_apm_participant: false,
  access_24_7: true,
  certified_ehr: true,
  staff: [
    {
      user: "Practitioner/pr-1",
      name: "Practitioner One",
      credential: "MD",
      role: "practitioner",
      practitioner_type: "MD",
    },
    { user: "Practitioner/rn-1", name: "Nurse One", credential: "RN", role: "clinical_staff" },
    { user: "Practitioner/rn-2", name: "Nurse Two", credential: "RN", role: "clinical_staff" },
    { user: "Practitioner/ma-1", name: "Assistant One", credential: "MA", role: "clinical_staff" },
    { user: "Practitioner/biller-1", name: "Biller One", credential: "Biller", role: "non_clinical" },
  ],
} as const;
