import type { FastifyInstance } from "fastify";
import type { FlavourSwitch } from "../flavours/flavour-switch.ts";
import { smartConfiguration } from "./smart-configuration.ts";

type Configuration = ReturnType<typeof smartConfiguration>;

const lies = {
  wrong_issuer: (truth: Configuration) => ({ ...truth, issuer: "https://elsewhere.example.org/oauth" }),
  no_s256: (truth: Configuration) => ({ ...truth, code_challenge_methods_supported: ["plain"] }),
  no_jwks_uri: (truth: Configuration) => ({ ...truth, jwks_uri: undefined }),
  foreign_endpoints: (truth: Configuration) => ({
    ...truth,
    authorization_endpoint: "https://elsewhere.example.org/oauth/auth",
    token_endpoint: "https://elsewhere.example.org/oauth/token",
  }),
} as const;

/** How discovery may mislead an app; the endpoints themselves go on working. */
export type DiscoveryLie = keyof typeof lies | "html" | "unavailable";

/** Serves the discovery document, to be registered under the FHIR base. */
export function discoveryRoutes(
  app: FastifyInstance,
  { issuer, flavours, lie }: { issuer: string; flavours: FlavourSwitch; lie: DiscoveryLie | null },
): void {
  app.get("/.well-known/smart-configuration", (_request, reply) => {
    if (lie === "unavailable") return reply.code(503).send();
    if (lie === "html") return reply.type("text/html").send("<!doctype html><title>Sign in</title>");
    const configuration = smartConfiguration(issuer, flavours.behaviour);
    return reply.send(lie === null ? configuration : lies[lie](configuration));
  });
}
