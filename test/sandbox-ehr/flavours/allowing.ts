import type { Behaviour, FhirInteraction } from "./flavour.ts";

const letters: Readonly<Record<string, FhirInteraction>> = {
  c: "create",
  r: "read",
  u: "update",
  p: "patch",
  s: "search-type",
};

/** Leaves apps these interactions: a line per type, in letters; a type without a line is unknown. */
export function allowing(allowed: Readonly<Record<string, string>>): Pick<Behaviour, "interactions"> {
  return {
    interactions: (type, possible) => {
      const codes = [...(allowed[type] ?? "")].map((letter) => letters[letter]);
      return possible.filter((code) => codes.includes(code));
    },
  };
}

/** Names in `/metadata` these search parameters alone, and `_id`, of what the sandbox filters by. */
export function listing(listed: (type: string) => readonly string[]): Pick<Behaviour, "searchNames"> {
  return {
    searchNames: (type, possible) => possible.filter((name) => name === "_id" || listed(type).includes(name)),
  };
}
