/** What an EHR's own statements say of one thing CareMonth needs. They are an upper bound: registration and role narrow it. */
export interface Finding {
  readonly topic: string;
  /** `differs`: it works, in another way than the best. `unknown`: the EHR does not say. */
  readonly verdict: "works" | "differs" | "missing" | "unknown";
  readonly words: string;
}

export function finding(topic: string, verdict: Finding["verdict"], words: string): Finding {
  return { topic, verdict, words };
}
