import { jwtVerify } from "jose";
import type { Launch } from "./launches.ts";
import type { SigningKey } from "./signing-key.ts";

/** What an access token stands for: one user in one patient's chart, with the scopes that were granted. */
export interface Access {
  readonly launch: Launch;
  readonly scopes: readonly string[];
}

interface Terms {
  readonly issuer: string;
  readonly audience: string;
  readonly key: SigningKey;
  readonly now: () => Date;
}

/** The access tokens that were issued and not withdrawn. */
export class AccessTokens {
  readonly #live = new Map<string, Access>();
  readonly #terms: Terms;
  readonly #started: { real: number; sandbox: number };

  constructor(terms: Terms) {
    this.#terms = terms;
    this.#started = { real: Date.now(), sandbox: terms.now().getTime() };
  }

  add(token: string, access: Access): void {
    this.#live.set(token, access);
  }

  /** Withdraws one token, or every token issued until now. */
  revoke(token?: string): void {
    if (token === undefined) this.#live.clear();
    else this.#live.delete(token);
  }

  /** What an Authorization header gives access to; null when it is missing, forged, expired or withdrawn. */
  async check(authorization: string | undefined): Promise<Access | null> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
    const { issuer, audience, key } = this.#terms;
    try {
      await jwtVerify(token, key.publicKey, { issuer, audience, currentDate: this.#currentDate() });
    } catch {
      return null;
    }
    return this.#live.get(token) ?? null;
  }

  /** A test may move the sandbox's clock to let tokens expire, or really wait: whichever ran further counts. */
  #currentDate(): Date {
    const elapsed = this.#terms.now().getTime() - this.#started.sandbox;
    return new Date(Math.max(Date.now(), this.#started.real + elapsed));
  }
}
