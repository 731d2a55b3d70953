import { buildConfig } from "../../server/config.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { linesOf } from "./lines-of.ts";
import { connection, origin, practice } from "./test-server.ts";

export const keys = createKeyring(generateKeys([practice.id]));

/** A configuration with nothing wrong and nothing more than it needs. */
export const whole = { origin, practices: [practice], connections: [connection] };

/** An EHR on this machine. */
export const http = { iss: "http://localhost:9000/fhir", insecure_http: true };

/** What an operator is told of the configuration with a change. */
export const changed = (change: object) => linesOf(() => buildConfig({ ...whole, ...change }, keys));
export const withConnection = (change: object) => changed({ connections: [{ ...connection, ...change }] });
export const withPractice = (change: object) => changed({ practices: [{ ...practice, ...change }] });
