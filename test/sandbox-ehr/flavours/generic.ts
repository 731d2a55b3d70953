import type { Flavour } from "./flavour.ts";

export const generic: Flavour = { name: "generic", title: "Plain FHIR R4", traits: {} };
