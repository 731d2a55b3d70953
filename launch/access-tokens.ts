/** Where a launch's access token comes from, for whoever goes to its EHR. */
export interface AccessTokens {
  /** A token that should still be good, refreshed when it is about to expire; null when the EHR's permission is over. */
  current(): Promise<string | null>;
  /** After the EHR refused `rejected` with 401 before its time: another token, or null when there is none. */
  afterRejection(rejected: string): Promise<string | null>;
}
