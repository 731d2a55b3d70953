import { launchCookie } from "../../server/launches/launch-cookie.ts";
import { openLaunch } from "../../server/launches/open-launch.ts";
import { origin, practice, type TestServer } from "./test-server.ts";

export interface TestLaunch {
  readonly id: string;
  readonly secret: string;
  readonly bearer: string;
  /** The headers of a page of this launch in a browser that keeps cookies. */
  readonly headers: Readonly<Record<string, string>>;
}

interface Opening {
  readonly practice?: string;
  /** Null for a launch from outside every chart. */
  readonly patient?: string | null;
  readonly user?: string;
  /** Which EHR; the first of the configuration unless said otherwise. */
  readonly iss?: string;
  /** Cookies the browser already holds. */
  readonly jar?: Readonly<Record<string, string>>;
  readonly tokenMinutes?: number;
}

/** Opens a launch as the callback does, without an EHR. */
export async function openTestLaunch(
  { deps }: TestServer,
  { patient = "p1", user = "Practitioner/rn-1", jar = {}, tokenMinutes = 60, ...at }: Opening = {},
): Promise<TestLaunch> {
  const connection = deps.config.connections.find(({ iss }) => iss === (at.iss ?? iss));
  if (!connection) throw new Error("The test server has no such connection.");
  const { iss } = connection;
  const expiresAt = new Date(Date.parse(deps.now()) + tokenMinutes * 60_000).toISOString();
  const opened = await openLaunch(deps, {
    connection,
    practice: at.practice ?? practice.id,
    jar,
    pinned: {
      iss,
      patient,
      user,
      encounter: null,
      scopes: ["patient/Task.crus"],
      asked: ["patient/Task.crus"],
      needPatientBanner: false,
      intent: null,
      smartStyleUrl: null,
      tenant: null,
      fhirContext: [],
    },
    tokens: {
      accessToken: `token-of-${patient}`,
      expiresAt,
      renewAt: expiresAt,
      refreshToken: null,
      scopes: ["patient/Task.crus"],
      authorization: { ...signIn, authorization_response_iss_parameter_supported: false },
      subject: "subject",
      replacesRefused: false,
    },
  });
  const { launchId: id, secret, bearer } = opened;
  const headers = { "x-caremonth-launch": id, cookie: `${launchCookie(id)}=${secret}` };
  return { id, secret, bearer, headers };
}

/** No test that opens a launch this way asks there. */
const signIn = {
  issuer: "https://ehr.example.org",
  authorization_endpoint: "https://ehr.example.org/authorize",
  token_endpoint: "https://ehr.example.org/token",
  jwks_uri: "https://ehr.example.org/keys",
};

/** What a script of our own page sends with a write. */
export const ownPage = { origin, "sec-fetch-site": "same-origin" };
