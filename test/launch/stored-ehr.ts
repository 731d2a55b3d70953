import { type Reply, type ScriptedEhr, type Seen, scriptedEhr } from "./scripted-ehr.ts";

/** One resource as a server keeps it: the text it was given, under an id and a version. */
interface Stored {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

/** What a test changes: answers instead of the server (null: let it), before or after the write took effect. */
export interface Interference {
  before?: (request: Seen, nth: number) => Reply | null;
  after?: (request: Seen, nth: number) => Reply | null;
  /** How the server keeps a text: changes what it is asked to store. */
  keep?: (text: string) => string;
  /** False: resources go without `meta` and answers without ETag. */
  versions?: boolean;
}

export interface StoredEhr extends ScriptedEhr {
  put(type: string, id: string, text: string): void;
  all(type: string): readonly Stored[];
  writes(): readonly Seen[];
}

/** A FHIR server that keeps texts, searches by identifier, honours If-Match and If-None-Exist; one test long. */
export async function storedEhr(interference: Interference = {}): Promise<StoredEhr> {
  const kept = new Map<string, Stored>();
  const { before, after, keep = (text) => text, versions = true } = interference;
  const counts = new Map<string, number>();

  const ehr = await scriptedEhr((request) => {
    const nth = (counts.get(request.method) ?? 0) + 1;
    counts.set(request.method, nth);
    const instead = before?.(request, nth);
    if (instead) return instead;
    const reply = serve(request);
    return after?.(request, nth) ?? reply;
  });

  function serve(request: Seen): Reply {
    const url = new URL(request.url, "http://ehr.invalid");
    const [, , type = "", id] = url.pathname.split("/");
    if (request.method === "POST") return create(type, request);
    if (id === undefined) return search(type, url.searchParams.get("identifier") ?? "");
    if (request.method === "GET") return read(kept.get(`${type}/${id}`));
    return update(`${type}/${id}`, request);
  }

  function create(type: string, { headers, body }: Seen): Reply {
    const condition = new URLSearchParams(String(headers["if-none-exist"] ?? "")).get("identifier");
    const [found, ...more] = condition === null ? [] : matching(type, condition);
    if (more.length > 0) return { status: 412 };
    if (found) return { status: 200, headers: located(found), body: shown(found) };
    const id = `${type.toLowerCase()}-${kept.size + 1}`;
    const stored = save({ type, id, version: 1, text: keep(body) });
    return { status: 201, headers: located(stored) };
  }

  function update(reference: string, { method, headers, body }: Seen): Reply {
    const current = kept.get(reference);
    if (!current) return { status: 404 };
    if (versions && headers["if-match"] !== etag(current)) return { status: 412 };
    const text = method === "PATCH" ? patched(current.text, body) : body;
    if (text === null) return { status: 422 };
    const stored = save({ ...current, version: current.version + 1, text: keep(text) });
    return { status: 200, headers: tagged(stored) };
  }

  function search(type: string, identifier: string): Reply {
    const entry = matching(type, identifier).map((one) => ({ resource: JSON.parse(shown(one)) }));
    return { body: { resourceType: "Bundle", type: "searchset", total: entry.length, entry } };
  }

  function read(stored: Stored | undefined): Reply {
    return stored ? { headers: tagged(stored), body: shown(stored) } : { status: 404 };
  }

  function matching(type: string, identifier: string): Stored[] {
    const [system, value] = identifier.split("|");
    return [...kept.values()].filter((one) => {
      const { identifier: own = [] } = JSON.parse(one.text);
      return (
        one.type === type &&
        own.some((mine: { system: string; value: string }) => mine.system === system && mine.value === value)
      );
    });
  }

  function save(stored: Stored): Stored {
    kept.set(`${stored.type}/${stored.id}`, stored);
    return stored;
  }

  /** The text with the server's id and version in front, and not one other byte changed. */
  function shown({ type, id, version, text }: Stored): string {
    const meta = versions ? `"meta":{"versionId":"${version}"},` : "";
    // An update names its id last; a name must not stand there twice.
    const nameless = text.replace(/,"id":"[^"]*"\}$/, () => "}");
    return nameless.replace(
      /^\{(?:"resourceType":"\w+",)?(?:"id":"[^"]*",)?(?:"meta":\{"versionId":"\d+"\},)?/,
      () => {
        return `{"resourceType":"${type}","id":"${id}",${meta}`;
      },
    );
  }

  const tagged = (stored: Stored) => (versions ? { etag: etag(stored) } : { "x-etag": "none" });
  const located = (stored: Stored) => ({
    ...tagged(stored),
    location: `${ehr.base}/${stored.type}/${stored.id}/_history/${stored.version}`,
  });

  return {
    ...ehr,
    put: (type, id, text) => {
      save({ type, id, version: (kept.get(`${type}/${id}`)?.version ?? 0) + 1, text });
    },
    all: (type) => [...kept.values()].filter((one) => one.type === type),
    writes: () => ehr.seen.filter(({ method }) => method !== "GET"),
  };
}

function etag({ version }: Stored): string {
  return `W/"${version}"`;
}

/** The two operations our patches use, on the text, so that nothing else in it can change. Null: a test failed. */
function patched(text: string, operations: string): string | null {
  const [, add] = JSON.parse(operations);
  const raw = /"value":(\{.*\}|\[.*\])\}\]$/.exec(operations)?.[1] ?? "";
  if (add.path === "/activity") return text.replace(/\}$/, () => `,"activity":${raw}}`);
  return text.replace(/\](?=[^\]]*\}$)/, () => `,${raw}]`);
}
