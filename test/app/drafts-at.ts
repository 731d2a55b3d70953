import { HttpResponse, http } from "msw";
import { server } from "./dom.tsx";

interface Kept {
  text: string | null;
  /** Every change the server was asked for, in the order of arrival. */
  readonly changes: unknown[];
}

/** A server that keeps drafts at one place; `text` is what it holds beforehand and holds now. */
export function draftsAt(place: string, text: string | null = null, patient = "patient-a"): Kept {
  const kept: Kept = { text, changes: [] };
  const path = `/api/drafts/${place}`;
  const saved = "2026-10-26T18:10:00Z";
  server.use(
    http.get(path, () =>
      HttpResponse.json({ patient, draft: kept.text === null ? null : { text: kept.text, saved } }),
    ),
    http.put(path, async ({ request }) => {
      const body = await request.json();
      kept.changes.push(body);
      if (typeof body === "object" && body !== null && "text" in body) kept.text = String(body["text"]);
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete(path, async ({ request }) => {
      kept.changes.push({ dropped: await request.json() });
      kept.text = null;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return kept;
}
