import type { Launch } from "./launches.ts";

/** What an access token stands for. */
export interface Access {
  /** The chart it opens, and no other; null opens the whole practice to user and system scopes. */
  readonly patient: string | null;
  /** Who is signed in; null for a backend service. */
  readonly user: string | null;
  readonly scopes: readonly string[];
  /** The launch it came from; null for a backend service. */
  readonly launch: Launch | null;
}

interface Issued {
  readonly access: Access;
  /** Milliseconds since 1970, by the real clock and by the sandbox's. */
  readonly ends: { readonly real: number; readonly sandbox: number };
}

/** Says whether the authorization server still knows a token, which it forgets on revocation. */
export type StillKnown = (token: string) => Promise<boolean>;

/** The access tokens that were issued and not withdrawn. */
export class AccessTokens {
  readonly #issued = new Map<string, Issued>();
  readonly #now: () => Date;
  #stillKnown: StillKnown = async () => true;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** From now on a token must be known there too. */
  askAt(stillKnown: StillKnown): void {
    this.#stillKnown = stillKnown;
  }

  add(token: string, access: Access, lifeSeconds: number): void {
    const life = lifeSeconds * 1000;
    const ends = { real: Date.now() + life, sandbox: this.#now().getTime() + life };
    this.#issued.set(token, { access, ends });
  }

  /** Withdraws one token, or every token issued until now. */
  revoke(token?: string): void {
    if (token === undefined) this.#issued.clear();
    else this.#issued.delete(token);
  }

  /** What an Authorization header gives access to; null when it is missing, expired, withdrawn or not ours. */
  async check(authorization: string | undefined): Promise<Access | null> {
    return this.find(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
  }

  /** A test may move the sandbox's clock to let tokens expire, or really wait: whichever ran further counts. */
  async find(token: string): Promise<Access | null> {
    const issued = this.#issued.get(token);
    if (!issued || Date.now() >= issued.ends.real || this.#now().getTime() >= issued.ends.sandbox)
      return null;
    return (await this.#stillKnown(token)) ? issued.access : null;
  }
}
