import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK } from "jose";

/** The server's own key: the private half signs id and access tokens, the public half is published. */
export interface SigningKey {
  readonly jwk: JWK;
  readonly publicKey: GenerateKeyPairResult["publicKey"];
}

let generated: Promise<SigningKey> | null = null;

/** One RS256 key per process, since making it takes longer than everything else a sandbox does to start. */
export function signingKey(): Promise<SigningKey> {
  generated ??= generate();
  return generated;
}

async function generate(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { jwk: { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "sandbox" }, publicKey };
}
