/** The search parameters the Epic R4 CapabilityStatement of May 2026 lists, beside `_id` and `_count`. */
const listed: Readonly<Record<string, string>> = {
  AllergyIntolerance: `
    clinical-status patient asserter category code criticality date identifier last-date manifestation
    onset recorder route severity type verification-status
  `,
  CarePlan: `
    activity-date category encounter part-of patient status subject activity-code activity-reference
    based-on care-team condition date goal identifier instantiates-canonical intent performer replaces
  `,
  CareTeam: "patient status subject category date encounter identifier participant",
  Communication: `
    based-on category encounter part-of patient subject identifier instantiates-canonical medium
    received recipient sender sent status
  `,
  Condition: `
    abatement-date category clinical-status code encounter onset-date patient recorded-date subject
    abatement-string asserter body-site evidence evidence-detail identifier onset-info severity stage
    verification-status
  `,
  Consent: `
    category patient status subject action actor consentor data date identifier organization period
    purpose scope security-label source-reference
  `,
  Coverage: `
    beneficiary patient class-type class-value dependent identifier payor policy-holder status
    subscriber type
  `,
  DocumentReference: `
    author category date docstatus encounter patient period status subject type _lastupdated
    authenticator contenttype custodian description event facility format identifier language related
    relatesto relation security-label setting
  `,
  Encounter: `
    class date identifier onlyscannable patient subject account appointment based-on diagnosis
    episode-of-care location location-period part-of participant participant-type practitioner
    reason-code reason-reference service-provider special-arrangement status type
  `,
  EpisodeOfCare: "patient status type care-manager condition date identifier incoming-referral organization",
  ExplanationOfBenefit: `
    billable-period-start created identifier patient service-date service-start-date type use care-team
    claim coverage detail-udi disposition encounter enterer facility item-udi payee procedure-udi
    provider status subdetail-udi
  `,
  Goal: "category lifecycle-status patient start-date subject achievement-status identifier target-date",
  List: "code encounter identifier patient subject date empty-reason item notes source status title",
  Location: `
    type address address-city address-country address-postalcode address-state address-use endpoint
    identifier name operational-status organization partof status
  `,
  MedicationRequest: `
    category date intent patient status subject authoredon code encounter identifier intended-dispenser
    intended-performer intended-performertype medication priority requester
  `,
  Observation: `
    based-on category code date focus issued patient subject combo-code combo-data-absent-reason
    combo-value-concept component-code component-data-absent-reason component-value-concept
    data-absent-reason derived-from device encounter has-member identifier method part-of performer
    specimen status value-concept value-date value-string
  `,
  Patient: `
    address address-city address-postalcode address-state birthdate doc-type family gender given
    identifier legal-sex name own-name own-prefix partner-name partner-prefix telecom active
    address-country address-use death-date email general-practitioner language link organization phone
    phonetic
  `,
  Practitioner: `
    address address-city address-postalcode address-state family given identifier name active
    address-country address-use communication email gender phone phonetic telecom
  `,
  PractitionerRole: `
    email identifier location organization phone practitioner role specialty telecom active date
    endpoint service
  `,
  Procedure: `
    category code date identifier patient subject based-on encounter instantiates-canonical location
    part-of performer reason-code reason-reference status
  `,
  QuestionnaireResponse: `
    encounter patient subject author authored based-on identifier part-of questionnaire source status
  `,
  RelatedPerson: `
    patient active address address-city address-country address-postalcode address-state address-use
    birthdate email gender identifier name phone phonetic relationship telecom
  `,
  ServiceRequest: `
    authored category code encounter identifier onlyscannable patient requester status subject based-on
    body-site instantiates-canonical intent occurrence performer performer-type priority replaces
    requisition specimen
  `,
  Task: `
    code encounter focus patient status subject authored-on based-on business-status group-identifier
    identifier intent modified owner part-of performer period priority requester
  `,
};

/** The names listed for a type; none for one that cannot be searched by more than `_id`. */
export function epicSearchNames(type: string): readonly string[] {
  return (listed[type] ?? "").split(/\s+/).filter((name) => name !== "");
}

/** Every type with names of its own. */
export const epicSearchedTypes: readonly string[] = Object.keys(listed);
