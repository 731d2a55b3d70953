import type { CapabilityStatement } from "fhir/r4";
import type { FhirService } from "./fhir-service.ts";
import { offeredInteractions } from "./interactions.ts";
import { type ResourceTypeTraits, resourceTypes } from "./resource-types.ts";
import { filtersOf } from "./search.ts";
import { searchParameters } from "./search-parameters.ts";

type Rest = NonNullable<CapabilityStatement["rest"]>[number];
type RestResource = NonNullable<Rest["resource"]>[number];

/** What this sandbox can do in its present flavour, for `/metadata`. */
export function capabilityStatement(service: FhirService): CapabilityStatement {
  const { flavour, behaviour } = service.flavours;
  const { patchFormats, bundles } = behaviour;
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date: service.now().toISOString(),
    kind: "instance",
    software: { name: `Sandbox EHR, ${flavour.title}` },
    implementation: { description: "Sandbox EHR, synthetic patients", url: service.fhirBase },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json"],
    ...(patchFormats.length > 0 ? { patchFormat: [...patchFormats] } : {}),
    rest: [
      {
        mode: "server",
        security: security(service.issuer),
        resource: resourceTypes.flatMap((traits) => toResource(service, traits) ?? []),
        ...(bundles.length > 0 ? { interaction: bundles.map((code) => ({ code })) } : {}),
      },
    ],
  };
}

function security(issuer: string): NonNullable<Rest["security"]> {
  const system = "http://terminology.hl7.org/CodeSystem/restful-security-service";
  return {
    service: [{ coding: [{ system, code: "SMART-on-FHIR" }] }],
    extension: [
      {
        url: "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
        extension: [
          { url: "authorize", valueUri: `${issuer}/auth` },
          { url: "token", valueUri: `${issuer}/token` },
        ],
      },
    ],
  };
}

function toResource(service: FhirService, { type }: ResourceTypeTraits): RestResource | null {
  const codes = offeredInteractions(service, type);
  if (codes.length === 0) return null;
  const { versions, conflictStatus, conditionalCreate, searchNames } = service.flavours.behaviour;
  const names = codes.includes("search-type") ? searchNames(type, filtersOf(type)) : [];
  const versioned = conflictStatus === "none" ? "versioned" : "versioned-update";
  const conditional = conditionalCreate === "atomic" || conditionalCreate === "racy";
  return {
    type,
    interaction: codes.map((code) => ({ code })),
    versioning: versions === "none" ? "no-version" : versioned,
    readHistory: codes.includes("history-instance"),
    updateCreate: false,
    conditionalCreate: codes.includes("create") && conditional,
    searchRevInclude: ["Provenance:target"],
    searchParam: names.map((name) => ({ name, type: searchTypeOf(name) })),
  };
}

function searchTypeOf(name: string): "token" | "reference" | "uri" | "date" | "string" {
  const kind = searchParameters[name]?.kind ?? "token";
  return kind === "canonical" ? "reference" : kind;
}
