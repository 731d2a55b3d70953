import type { FhirCall, FhirService } from "./fhir-service.ts";
import { candidates } from "./read-interactions.ts";
import { refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { type Criterion, criteriaOf, filtersOf, matches } from "./search.ts";

type Conditional = Pick<FhirCall, "access" | "type" | "header">;

/** What If-None-Exist finds; null when nothing, or when the EHR does not look. */
export function existingMatch(service: FhirService, call: Conditional): Stored | null {
  const condition = conditionOf(service, call);
  if (condition === null) return null;
  const existing = candidates(service, call.type, call.access.patient).filter((one) =>
    matches(one, condition),
  );
  if (existing.length > 1) throw refusal(412, "multiple-matches", "If-None-Exist finds more than one.");
  return existing[0] ?? null;
}

/**
 * What If-None-Exist asks for; null when it is not there or the EHR does not look. R4 lets a search go on without a
 * parameter it does not know (search.html#errors). A condition without one of its parts would find, and answer with,
 * what was not meant, so it is refused, as `Prefer: handling=strict` would have it.
 */
export function conditionOf(
  { flavours }: FhirService,
  { type, header }: Pick<Conditional, "type" | "header">,
): Criterion[] | null {
  const asked = header("if-none-exist");
  const { conditionalCreate } = flavours.behaviour;
  if (asked === null || conditionalCreate === "ignored") return null;
  if (conditionalCreate === "refused") throw refusal(400, "not-supported", "If-None-Exist is not supported.");
  const query = new URLSearchParams(asked.replace(/^.*\?/, ""));
  const known = filtersOf(type);
  const unusable = [...query].filter(([name, value]) => !known.includes(name) || value === "");
  const [first] = unusable.map(([name]) => name);
  if (first !== undefined)
    throw refusal(400, "not-supported", `If-None-Exist: ${first} is unknown for ${type}, or empty.`);
  if (query.size === 0) throw refusal(400, "invalid", "If-None-Exist names no parameter.");
  return criteriaOf(type, query);
}
