import type { FhirResource } from "fhir/r4";
import { noteBy } from "./flavoured-chart.ts";

const attachment = (rest: object) => ({
  content: [{ attachment: { contentType: "text/plain;charset=utf-8", data: "SGVsbG8=", ...rest } }],
});

const codeSet72 = { system: "https://fhir.cerner.com/tenant/codeSet/72", code: "2820507" };
const loinc = { system: "http://loinc.org", code: "11506-3" };
const period = { start: "2026-10-01T00:00:00Z" };

/** Each breaks one rule of the DocumentReference page. */
export const brokenNotes: readonly FhirResource[] = [
  noteBy("rn-1", { status: "superseded" }),
  noteBy("rn-1", { status: "entered-in-error" }),
  noteBy("rn-1", { docStatus: "amended" }),
  noteBy("rn-1", { docStatus: undefined }),
  noteBy("rn-1", { type: { coding: [loinc, codeSet72] } }),
  noteBy("rn-1", { type: { coding: [{ system: "urn:other", code: "x" }] } }),
  noteBy("pr-1"),
  noteBy("rn-1", { author: [] }),
  noteBy("rn-1", { author: [{ reference: "Practitioner/rn-1" }, { reference: "Practitioner/pr-1" }] }),
  noteBy("rn-1", { authenticator: { reference: "Practitioner/rn-1" } }),
  noteBy("rn-1", { content: [] }),
  noteBy("rn-1", { content: [...attachment({}).content, ...attachment({}).content] }),
  noteBy("rn-1", { content: [...attachment({}).content, ...attachment({ data: undefined }).content] }),
  noteBy("rn-1", attachment({ contentType: "text/plain" })),
  noteBy("rn-1", attachment({ contentType: "text/markdown;charset=utf-8" })),
  noteBy("rn-1", attachment({ data: undefined })),
  noteBy("rn-1", { context: { period } }),
  noteBy("rn-1", { context: { period: { end: "2026-10-31" } } }),
  noteBy("rn-1", {
    context: {
      period: { end: "2026-10-31T17:00:00Z" },
      encounter: [{ reference: "Encounter/visit" }, { reference: "Encounter/visit" }],
    },
  }),
];

/** Each is as the page allows. */
export const keptNotes: readonly FhirResource[] = [
  noteBy("rn-1"),
  noteBy("rn-1", { type: { coding: [codeSet72] } }),
  noteBy("rn-1", { context: { period: { end: "2026-10-31T17:00:00Z" } } }),
  noteBy("rn-1", attachment({ contentType: "application/pdf" })),
  noteBy("rn-1", attachment({ contentType: "application/xhtml+xml;charset=utf-8" })),
];
