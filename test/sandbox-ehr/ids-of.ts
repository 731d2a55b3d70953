import type { Bundle } from "fhir/r4";

/** The ids of what a search found, in its order. */
export async function idsOf(response: Response): Promise<(string | undefined)[]> {
  const bundle: Bundle = await response.json();
  return (bundle.entry ?? []).map(({ resource }) => resource?.id);
}
