import type { Launch } from "./launches.ts";
import { type Life, lifeOf } from "./life.ts";

/** What an access token stands for. */
export interface Access {
  /** The sign-in or backend service it was given to; a refresh keeps it. */
  readonly grant: string;
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
  readonly life: Life;
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
    this.#issued.set(token, { access, life: lifeOf(lifeSeconds, this.#now) });
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

  /** What this token gives access to; null as for check. */
  async find(token: string): Promise<Access | null> {
    const issued = this.#issued.get(token);
    if (!issued || issued.life.isOver()) return null;
    return (await this.#stillKnown(token)) ? issued.access : null;
  }
}
