import { describe, expect, it } from "vitest";
import type { AccessTokens } from "../../launch/access-tokens.ts";
import { type EhrClient, type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { ehrProblem } from "../../launch/ehr-problem.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";

const post = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;

interface Renewing extends AccessTokens {
  readonly rejected: readonly string[];
}

/** Gives `first` until it was refused, and then the others one after the other; null when there is none left. */
function renewing(first: string, ...others: string[]): Renewing {
  const rejected: string[] = [];
  let present: string | null = first;
  return {
    rejected,
    current: async () => present,
    afterRejection: async (token) => {
      rejected.push(token);
      present = others.shift() ?? null;
      return present;
    },
  };
}

function client(
  { base }: ScriptedEhr,
  tokens: AccessTokens,
  more: Partial<EhrClientOptions> = {},
): EhrClient {
  return ehrClient({ base, tokens, sleep: async () => undefined, ...more });
}

/** An EHR that takes these tokens alone. */
function taking(...good: string[]): Promise<ScriptedEhr> {
  return scriptedEhr(({ headers }): Reply => {
    const token = headers.authorization?.slice("Bearer ".length) ?? "";
    return good.includes(token) ? {} : { status: 401 };
  });
}

const sentWith = ({ seen }: ScriptedEhr) => seen.map(({ headers }) => headers.authorization);

describe("a token the EHR refuses before its time", () => {
  it("is renewed once, and the read made again", async () => {
    const ehr = await taking("new");
    const tokens = renewing("old", "new");
    expect(await client(ehr, tokens).read("Task")).toMatchObject({ status: 200 });
    expect(sentWith(ehr)).toEqual(["Bearer old", "Bearer new"]);
    expect(tokens.rejected).toEqual(["old"]);
  });

  it("is not renewed twice for one read, whatever happens in between", async () => {
    const ehr = await taking();
    const tokens = renewing("old", "newer", "newest");
    const answer = await client(ehr, tokens).read("Task");
    expect(answer).toMatchObject({ status: 401 });
    expect(ehrProblem(answer).kind).toBe("session_over");
    expect(tokens.rejected).toEqual(["old"]);
    let requests = 0;
    const flapping = await scriptedEhr(() => ({ status: ++requests === 2 ? 503 : 401 }));
    const again = renewing("old", "newer", "newest");
    expect(await client(flapping, again).read("Task")).toMatchObject({ status: 401 });
    expect(sentWith(flapping)).toEqual(["Bearer old", "Bearer newer", "Bearer newer"]);
    expect(again.rejected).toEqual(["old"]);
  });

  it("is the end where there is no other", async () => {
    const ehr = await taking("new");
    expect(await client(ehr, renewing("old")).read("Task")).toMatchObject({ status: 401 });
    expect(ehr.seen.length).toBe(1);
  });

  it("of a write is told and not renewed here, for the outbox decides", async () => {
    const ehr = await taking("new");
    const tokens = renewing("old", "new");
    expect(await client(ehr, tokens).write(post)).toMatchObject({ kind: "answered", status: 401 });
    expect(ehr.seen.length).toBe(1);
    expect(tokens.rejected).toEqual([]);
  });
});

describe("a renewal that hangs", () => {
  const never = new Promise<string | null>(() => undefined);
  const late = { kind: "unreachable", sent: false, reason: "timeout" };

  it("takes no longer than the read or the write it is for, and sends nothing", async () => {
    const ehr = await taking("old");
    const hanging = { current: () => never, afterRejection: () => never };
    expect(await client(ehr, hanging, { deadlineMs: 30 }).read("Task")).toEqual(late);
    expect(await client(ehr, hanging, { deadlineMs: 30 }).write(post)).toEqual(late);
    expect(ehr.seen).toEqual([]);
  });

  it("leaves a refused read refused", async () => {
    const ehr = await taking("new");
    const hanging = { current: async () => "old", afterRejection: () => never };
    expect(await client(ehr, hanging, { deadlineMs: 300 }).read("Task")).toMatchObject({ status: 401 });
  });

  it("holds no place at the host", async () => {
    const ehr = await taking("good");
    const leaving = new AbortController();
    let given = 0;
    const tokens: AccessTokens = {
      current: () => (++given <= 6 ? never : Promise.resolve("good")),
      afterRejection: () => never,
    };
    const one = client(ehr, tokens, { signal: leaving.signal });
    const stuck = Array.from({ length: 6 }, (_, index) => one.read(`Stuck/${index}`));
    expect(await one.read("Task")).toMatchObject({ status: 200 });
    leaving.abort();
    await Promise.all(stuck);
  });
});
