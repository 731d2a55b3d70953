import { errors } from "oidc-provider";

const fiveMinutes = 300;
/** What the provider itself forgives a client's clock. */
const toleranceSeconds = 15;

type Claims = Readonly<Record<string, unknown>>;

/**
 * What SMART asks of a client's signed assertion beyond RFC 7523: it is for the token endpoint and lives five minutes
 * at most. Throws InvalidClientAuth. https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html
 */
export function requireSmartAssertion(tokenEndpoint: string, { aud, exp }: Claims): void {
  if (![aud].flat().includes(tokenEndpoint))
    throw new errors.InvalidClientAuth("aud must be the token endpoint");
  const left = Number(exp) - Date.now() / 1000;
  if (left > fiveMinutes + toleranceSeconds) throw new errors.InvalidClientAuth("exp is too far ahead");
}
