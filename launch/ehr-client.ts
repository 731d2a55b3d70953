/** How a request to the EHR ended. The EHR's text is for the user's screen only, never for a log. */
export type EhrAnswer =
  | EhrAnswered
  | EhrUnreachable
  | { readonly kind: "no_token" }
  | { readonly kind: "off_base" };

export interface EhrAnswered {
  readonly kind: "answered";
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  readonly location: string | null;
  readonly contentType: string | null;
}

export interface EhrUnreachable {
  readonly kind: "unreachable";
  /** True when the EHR may have processed the request although no usable answer came. */
  readonly sent: boolean;
  readonly reason: "timeout" | "refused" | "reset" | "aborted" | "too_large" | "garbled";
}

export interface EhrWrite {
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly body: string;
  readonly contentType: "application/fhir+json" | "application/json-patch+json";
  /** An entity tag as the EHR wrote it, `W/"3"`. */
  readonly ifMatch?: string;
  /** A search, `identifier=system|value`, already encoded. */
  readonly ifNoneExist?: string;
}

/** The one way to the host EHR: every request stays under the launch's FHIR base, `off_base` otherwise. */
export interface EhrClient {
  readonly base: string;
  /** GET of a path under the base or of an absolute URL the EHR itself gave. */
  read(pathOrUrl: string): Promise<EhrAnswer>;
  /** Sent once and never again from here: whether to repeat a write is decided after a look-up. */
  write(request: EhrWrite): Promise<EhrAnswer>;
}
