import type { CapabilityStatement } from "fhir/r4";
import { type ResourceTypeTraits, resourceTypes } from "./resource-types.ts";

export interface Capabilities {
  readonly issuer: string;
  readonly fhirBase: string;
  readonly patchSupported: boolean;
  readonly conditionalCreate: "atomic" | "unsupported";
}

type Rest = NonNullable<CapabilityStatement["rest"]>[number];
type RestResource = NonNullable<Rest["resource"]>[number];

const searchTypes: Readonly<Record<string, "token" | "reference" | "date">> = {
  patient: "reference",
  subject: "reference",
  _lastUpdated: "date",
};

/** What this sandbox can do, for `/metadata`. */
export function capabilityStatement(capabilities: Capabilities, date: string): CapabilityStatement {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date,
    kind: "instance",
    software: { name: "Sandbox EHR" },
    implementation: { description: "Sandbox EHR, synthetic patients", url: capabilities.fhirBase },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json"],
    ...(capabilities.patchSupported ? { patchFormat: ["application/json-patch+json"] } : {}),
    rest: [
      {
        mode: "server",
        security: security(capabilities.issuer),
        resource: resourceTypes.map((traits) => toResource(traits, capabilities)),
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

function toResource(
  { type, writable, search }: ResourceTypeTraits,
  { patchSupported, conditionalCreate }: Capabilities,
): RestResource {
  const reading = ["read", "vread", "history-instance", "search-type"] as const;
  const writing = ["create", "update"] as const;
  const codes = [
    ...reading,
    ...(writable ? writing : []),
    ...(writable && patchSupported ? ["patch" as const] : []),
  ];
  return {
    type,
    interaction: codes.map((code) => ({ code })),
    versioning: "versioned-update",
    readHistory: true,
    updateCreate: false,
    conditionalCreate: writable && conditionalCreate === "atomic",
    searchParam: ["_id", "_lastUpdated", ...search].map((name) => ({
      name,
      type: searchTypes[name] ?? "token",
    })),
  };
}
