import type { Attestation, Evidence, MonthFacts } from "../../contract/index.ts";

/** What the facts at these JSON pointers were read from, also where a parent or a part of them was read. */
export function evidenceFor(facts: MonthFacts, pointers: readonly string[]): Evidence[] {
  if (!facts.evidence) return [];
  const found = Object.entries(facts.evidence)
    .filter(([pointer]) => pointers.some((wanted) => touches(pointer, wanted)))
    .flatMap(([, evidence]) => evidence);
  return inOrder(found);
}

/** Who vouched for the first of these facts that somebody vouched for. */
export function attestedFor(facts: MonthFacts, pointers: readonly string[]): Attestation | null {
  if (!facts.attested) return null;
  for (const pointer of pointers) {
    const attested = facts.attested[pointer];
    if (attested) return { by: attested.by, role: attested.role, on: attested.on };
  }
  return null;
}

function touches(pointer: string, wanted: string): boolean {
  return pointer === wanted || pointer.startsWith(`${wanted}/`) || wanted.startsWith(`${pointer}/`);
}

/** Each resource once, in an order that does not depend on how the facts were listed. */
function inOrder(evidence: readonly Evidence[]): Evidence[] {
  const byKey = new Map(
    evidence.map(({ reference, version, retrieved, outcome }) => [
      `${reference} ${version ?? ""} ${retrieved} ${outcome}`,
      { reference, version, retrieved, outcome },
    ]),
  );
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}
