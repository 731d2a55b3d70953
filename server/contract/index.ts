export * from "./api.ts";
export * from "./month-facts.ts";
export * from "./parties.ts";
export * from "./primitives.ts";
export * from "./readiness.ts";
export * from "./reads.ts";
export * from "./records.ts";
