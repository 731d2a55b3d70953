import * as z from "zod";
import { type Connection, isTrusted } from "../connections.ts";
import { type Finding, finding } from "./finding.ts";

const words = z.array(z.string()).catch([]);
const address = z.string().optional().catch(undefined);
const Document = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  capabilities: words,
  code_challenge_methods_supported: words,
  scopes_supported: words,
});
type Document = z.infer<typeof Document>;

/** As far as it is known how the practice registered; a connection that is not configured yet has only an address. */
export type Examined = Pick<Connection, "iss" | "endpointOrigins" | "insecureHttp"> & {
  readonly auth: Connection["auth"]["kind"] | null;
};

/** What the discovery document says of signing in; `answer` is null where none was to be had, undefined
 * where nobody asked. */
export function discoveryFindings(answer: unknown, examined: Examined): Finding[] {
  if (answer === undefined)
    return [
      finding("Discovery", "unknown", "It was not asked for: whether people can sign in is not known."),
    ];
  const read = Document.safeParse(answer);
  if (!read.success)
    return [
      finding(
        "Discovery",
        "missing",
        "No discovery document at .well-known/smart-configuration could be read: without it nobody can sign in.",
      ),
    ];
  const found = read.data;
  return [
    endpoints(found, examined),
    pkce(found),
    ehrLaunch(found),
    standalone(found),
    clientKind(found, examined),
    scopes(found),
    lasting(found),
    identity(found),
  ];
}

function endpoints(found: Document, examined: Examined): Finding {
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = found;
  const named = { issuer, authorization_endpoint, token_endpoint, jwks_uri };
  const lacking = Object.entries(named).filter(([, url]) => url === undefined);
  if (lacking.length > 0)
    return finding("Addresses", "missing", `The EHR names no ${lacking.map(([name]) => name).join(", ")}.`);
  const origins = Object.values(named).filter((url) => !isTrusted(url ?? "", examined));
  if (origins.length === 0)
    return finding("Addresses", "works", "Every sign-in address stands where the connection trusts.");
  const wanted = [...new Set(origins.map(originOf))].join(", ");
  return finding(
    "Addresses",
    "missing",
    `Add to the connection's endpoint_origins after checking them: ${wanted}.`,
  );
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : "an address that is none";
}

function pkce({ code_challenge_methods_supported: methods }: Document): Finding {
  return methods.includes("S256")
    ? finding("PKCE", "works", "The EHR protects the sign-in by S256.")
    : finding(
        "PKCE",
        "missing",
        "The EHR does not offer S256, which SMART App Launch 2 demands: CareMonth does not sign in.",
      );
}

function ehrLaunch({ capabilities }: Document): Finding {
  return capabilities.includes("launch-ehr")
    ? finding("Launch from the chart", "works", "CareMonth opens from inside the patient's chart.")
    : finding(
        "Launch from the chart",
        "unknown",
        "The EHR does not say that it launches apps from the chart.",
      );
}

function standalone({ capabilities }: Document): Finding {
  const can = ["launch-standalone", "context-standalone-patient"].every((one) => capabilities.includes(one));
  return can
    ? finding("Start by itself", "works", "People can start at CareMonth and choose the patient in the EHR.")
    : finding(
        "Start by itself",
        "differs",
        "CareMonth opens from the chart alone; once the EHR's permission ends it is opened again from there.",
      );
}

const capabilityOf = {
  public: "client-public",
  client_secret_basic: "client-confidential-symmetric",
  client_secret_post: "client-confidential-symmetric",
  private_key_jwt: "client-confidential-asymmetric",
} as const satisfies Record<NonNullable<Examined["auth"]>, string>;

function clientKind({ capabilities }: Document, { auth }: Examined): Finding {
  const topic = "Client";
  if (auth === null) return bestClient(capabilities);
  return capabilities.includes(capabilityOf[auth])
    ? finding(topic, "works", `The EHR takes clients that are registered as ${auth}.`)
    : finding(topic, "unknown", `The EHR does not list ${capabilityOf[auth]}, which ${auth} needs.`);
}

function bestClient(capabilities: readonly string[]): Finding {
  const [best] = (["private_key_jwt", "client_secret_basic", "public"] as const).filter((auth) =>
    capabilities.includes(capabilityOf[auth]),
  );
  return best
    ? finding("Client", "works", `Register CareMonth as ${best}.`)
    : finding("Client", "unknown", "The EHR does not say how clients prove who they are.");
}

function scopes({ capabilities }: Document): Finding {
  if (capabilities.includes("permission-v2"))
    return finding("Scopes", "works", "The EHR knows the scopes of SMART App Launch 2.");
  if (capabilities.includes("permission-v1"))
    return finding(
      "Scopes",
      "differs",
      "The EHR is asked in the words of SMART App Launch 1: .read and .write.",
    );
  return finding(
    "Scopes",
    "unknown",
    "The EHR does not say which scopes it knows; it is asked in those of version 2.",
  );
}

function lasting({ capabilities, scopes_supported }: Document): Finding {
  const lasts = ["online", "offline"].some(
    (kind) => capabilities.includes(`permission-${kind}`) || scopes_supported.includes(`${kind}_access`),
  );
  return lasts
    ? finding("Renewal", "works", "The EHR's permission can be renewed during work.")
    : finding(
        "Renewal",
        "differs",
        "The EHR's permission ends with its first token; what was typed is kept over it.",
      );
}

function identity({ capabilities }: Document): Finding {
  return capabilities.includes("sso-openid-connect")
    ? finding("Who signs in", "works", "The EHR says who signed in.")
    : finding(
        "Who signs in",
        "unknown",
        "The EHR does not say that it names the person who signs in; CareMonth needs that.",
      );
}
