import * as oauth from "oauth4webapi";
import { cappedFetch } from "./capped-fetch.ts";
import type { Connection } from "./connections.ts";
import type { EhrAuthorization } from "./discovery.ts";

/** How far the EHR's clock and ours may differ, in seconds. The nonce ties an id_token to one launch in any case. */
const clockTolerance = 600;

/** The client as which CareMonth is registered at this EHR. */
export function clientOf({ clientId }: Connection): oauth.Client {
  return {
    client_id: clientId,
    // SMART App Launch 2.2: EHRs sign the id_token with RS256.
    id_token_signed_response_alg: "RS256",
    [oauth.clockTolerance]: clockTolerance,
  };
}

/** How this connection proves at the token endpoint, and at the revocation endpoint, that it is that client. */
export function authenticationOf(
  { auth }: Connection,
  { token_endpoint }: Pick<EhrAuthorization, "token_endpoint">,
): oauth.ClientAuth {
  if (auth.kind === "public") return oauth.None();
  if (auth.kind === "client_secret_post") return oauth.ClientSecretPost(auth.secret);
  if (auth.kind === "client_secret_basic") return basic(auth.secret);
  return signedAssertion(auth, token_endpoint);
}

/**
 * RFC 6749 §2.3.1. The library escapes what needs no escaping, `-` and `.` among it, which servers that compare the
 * text as it stands refuse; SMART's own example sends `my-app:my-app-secret-123` as it is.
 */
function basic(secret: string): oauth.ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    const credentials = [client_id, secret].map(formEncoded).join(":");
    headers.set("authorization", `Basic ${Buffer.from(credentials).toString("base64")}`);
  };
}

function formEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}

/** SMART App Launch 2.2, asymmetric authentication: at most five minutes; a minute less, for clocks that differ. */
const assertionSeconds = 240;

function signedAssertion(
  { key, kid }: { readonly key: CryptoKey; readonly kid: string },
  tokenEndpoint: string,
): oauth.ClientAuth {
  const prove = oauth.PrivateKeyJwt(
    { key, kid },
    {
      [oauth.modifyAssertion]: (header, payload) => {
        // SMART wants it said, and the library leaves it out.
        header["typ"] = "JWT";
        // The library names the issuer as audience; SMART wants the token endpoint.
        payload["aud"] = tokenEndpoint;
        payload["exp"] = Number(payload["iat"]) + assertionSeconds;
        // An EHR whose clock is behind ours would wait for it.
        delete payload["nbf"];
      },
    },
  );
  return async (server, client, body, headers) => {
    await prove(server, client, body, headers);
    // SMART App Launch 2.2, token request: client_id is for public apps; the assertion says who this one is.
    body.delete("client_id");
  };
}

/** For every request to an authorization server: no redirect is followed, and no answer is read without end. */
export function requestOptions({ insecureHttp }: Connection, signal: AbortSignal) {
  return { signal, [oauth.allowInsecureRequests]: insecureHttp, [oauth.customFetch]: cappedFetch };
}
