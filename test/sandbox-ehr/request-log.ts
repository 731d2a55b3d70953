/** One request as it arrived and how it ended; without its headers and its body. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Path and query as they arrived. */
  readonly url: string;
  /** The resource type of a FHIR request, null for everything else. */
  readonly type: string | null;
  readonly at: string;
  /** Null until answered, and for good when the connection ended without an answer. */
  readonly status: number | null;
}

/** Some of the log, each request with its number in the order of arrival, from 1. */
export interface LogPage {
  readonly requests: readonly (LoggedRequest & { readonly number: number })[];
  /** How many have arrived in all. */
  readonly total: number;
  /** What to ask for behind this page; null where it is the last. */
  readonly after: number | null;
}

/** Every request but those for control, in the order of arrival; grows while the sandbox runs. */
export class RequestLog {
  readonly requests: LoggedRequest[] = [];

  /** Notes a request; what it returns notes how it was answered. */
  arrived(request: Omit<LoggedRequest, "status">): (status: number) => void {
    const place = this.requests.push({ ...request, status: null }) - 1;
    return (status) => {
      this.requests[place] = { ...request, status };
    };
  }

  /** At most `count` requests behind number `after`, fit to be shown: no code and no token in their addresses. */
  page({ after, count }: { readonly after: number; readonly count: number }): LogPage {
    const total = this.requests.length;
    const requests = this.requests
      .slice(after, after + count)
      .map((one, place) => ({ number: after + place + 1, ...one, url: withoutSecrets(one) }));
    return { requests, total, after: after + count < total ? after + count : null };
  }
}

/** A search is shown whole; of a sign-in or any other address only the names in its query. */
function withoutSecrets({ url, path }: LoggedRequest): string {
  const [, asked = ""] = url.split("?");
  const isSearch = path.startsWith("/fhir/");
  const query = [...new URLSearchParams(asked)].filter(([name]) => name !== "access_token");
  const shown = query.map(([name, value]) => (isSearch ? `${name}=${value}` : name));
  return shown.length > 0 ? `${path}?${shown.join("&")}` : path;
}
