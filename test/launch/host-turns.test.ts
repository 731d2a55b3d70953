import { describe, expect, it } from "vitest";
import { type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { ehrHosts } from "../../launch/host-turns.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";

const post = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;
const busy = (seconds: number): Reply => ({ status: 429, headers: { "retry-after": String(seconds) } });

interface WaitingEhr extends ScriptedEhr {
  /** Answers the oldest request and waits for the one that comes in its place. */
  answerNext(): Promise<void>;
  /** Answers all, and whatever comes. */
  answerAll(): void;
}

/** An EHR that answers when the test says so. */
async function waitingEhr(): Promise<WaitingEhr> {
  const held: (() => void)[] = [];
  let open = false;
  const ehr = await scriptedEhr(async () => {
    if (!open) await new Promise<void>((answer) => held.push(answer));
    return {};
  });
  return {
    ...ehr,
    async answerNext() {
      const seen = ehr.seen.length;
      held.shift()?.();
      await until(() => ehr.seen.length > seen);
    },
    answerAll() {
      open = true;
      for (const answer of held) answer();
    },
  };
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((later) => setTimeout(later, 5));
}

function launches(ehr: ScriptedEhr, hosts = ehrHosts()) {
  return (launch: string, more: Partial<EhrClientOptions> = {}) =>
    ehrClient({ base: ehr.base, tokens: fixedToken(), host: hosts.turns(ehr.base, launch), ...more });
}

const paths = ({ seen }: ScriptedEhr) =>
  seen.map(({ method, url }) => `${method} ${url.slice("/fhir/".length)}`);

describe("the turns at one host", () => {
  it("are six at once over all launches and all paths of the host", async () => {
    const ehr = await waitingEhr();
    const hosts = ehrHosts();
    const bases = [ehr.base, `${ehr.base}/r4`, `${ehr.origin}/other`];
    const reads = bases.flatMap((base, launch) => {
      const host = hosts.turns(base, `launch-${launch}`);
      const one = ehrClient({ base, tokens: fixedToken(), host });
      return Array.from({ length: 5 }, (_, index) => one.read(`Task/${index}`));
    });
    await until(() => ehr.seen.length === 6);
    while (ehr.seen.length < 15) await ehr.answerNext();
    expect(ehr.most()).toBe(6);
    ehr.answerAll();
    expect((await Promise.all(reads)).every(({ kind }) => kind === "answered")).toBe(true);
  });

  it("are counted host by host", async () => {
    const [one, other] = [await waitingEhr(), await waitingEhr()];
    const hosts = ehrHosts();
    const leaving = new AbortController();
    const reads = [one, other].flatMap((ehr) => {
      const client = launches(ehr, hosts)("launch", { signal: leaving.signal });
      return Array.from({ length: 6 }, (_, index) => client.read(`Task/${index}`));
    });
    await until(() => one.seen.length === 6 && other.seen.length === 6);
    leaving.abort();
    await Promise.all(reads);
  });

  it("go round the launches, so that one with many pages holds nobody up", async () => {
    const ehr = await waitingEhr();
    const open = launches(ehr);
    const [greedy, modest] = [open("greedy"), open("modest")];
    const reads = Array.from({ length: 20 }, (_, index) => greedy.read(`Greedy/${index}`));
    await until(() => ehr.seen.length === 6);
    reads.push(modest.read("Modest/1"), modest.read("Modest/2"));
    for (let turn = 0; turn < 4; turn += 1) await ehr.answerNext();
    expect(paths(ehr).slice(6, 10)).toEqual(["GET Greedy/6", "GET Modest/1", "GET Greedy/7", "GET Modest/2"]);
    ehr.answerAll();
    await Promise.all(reads);
  });

  it("are given to a write before all reads", async () => {
    const ehr = await waitingEhr();
    const open = launches(ehr);
    const reads = Array.from({ length: 12 }, (_, index) => open("reading").read(`Task/${index}`));
    await until(() => ehr.seen.length === 6);
    const writing = open("writing").write(post);
    await ehr.answerNext();
    expect(paths(ehr)[6]).toBe("POST Task");
    ehr.answerAll();
    await Promise.all([...reads, writing]);
  });

  it("are left by whoever gives up waiting, and nothing of theirs is sent", async () => {
    const ehr = await waitingEhr();
    const open = launches(ehr);
    // Longer than the test may take: their places must not come free by themselves.
    const first = open("first", { deadlineMs: 60_000 });
    const reads = Array.from({ length: 6 }, (_, index) => first.read(`Task/${index}`));
    await until(() => ehr.seen.length === 6);
    const leaving = new AbortController();
    const gone = open("gone", { signal: leaving.signal });
    const given = [gone.read("Never/1"), gone.write({ ...post, path: "Never" })];
    await new Promise((queued) => setTimeout(queued, 20));
    leaving.abort();
    const aborted = { kind: "unreachable", sent: false, reason: "aborted" };
    expect(await Promise.all(given)).toEqual([aborted, aborted]);
    const late = open("late", { deadlineMs: 60 });
    const timeout = { ...aborted, reason: "timeout" };
    expect(await Promise.all([late.read("Never/2"), late.write(post)])).toEqual([timeout, timeout]);
    reads.push(open("next").read("Next/1"));
    await ehr.answerNext();
    expect(paths(ehr).slice(6)).toEqual(["GET Next/1"]);
    ehr.answerAll();
    await Promise.all(reads);
  });
});

describe("a host that asks to be left alone", () => {
  it("is left alone by every launch for that long, and by no other host", async () => {
    const times: number[] = [];
    const ehr = await scriptedEhr(() => {
      times.push(performance.now());
      return times.length === 1 ? busy(1) : {};
    });
    const hosts = ehrHosts();
    const open = launches(ehr, hosts);
    const other = await scriptedEhr(() => ({}));
    await open("writer").write(post);
    const reads = [open("a").read("Task/1"), open("b").read("Task/2"), open("c").write(post)];
    await launches(other, hosts)("a").read("Task");
    expect([times.length, other.seen.length]).toEqual([1, 1]);
    await Promise.all(reads);
    const [first = 0, ...later] = times;
    expect(later.length).toBe(3);
    expect(Math.min(...later) - first).toBeGreaterThanOrEqual(999);
  });

  it("for longer than anybody waits is not asked at all, and those who wait already are told", async () => {
    const ehr = await scriptedEhr(() => busy(120));
    const open = launches(ehr);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => open(`launch-${index}`).read(`Task/${index}`)),
    );
    expect(ehr.seen.length).toBeLessThanOrEqual(6);
    const unsent = answers.filter(({ kind }) => kind === "unreachable");
    expect(unsent.length).toBe(12 - ehr.seen.length);
    const sent = ehr.seen.length;
    for (const answer of [...unsent, await open("later").read("Task"), await open("later").write(post)]) {
      expect(answer).toEqual({
        kind: "unreachable",
        sent: false,
        reason: "busy",
        retryAfter: expect.any(Number),
      });
      if (answer.kind !== "unreachable") continue;
      expect(answer.retryAfter).toBeGreaterThan(60_000);
      expect(answer.retryAfter).toBeLessThanOrEqual(120_000);
    }
    expect(ehr.seen.length).toBe(sent);
  });

  it("is asked again after an hour, whatever it said", async () => {
    const rests: number[] = [];
    const ehr = await scriptedEhr(() => busy(999_999));
    const hosts = ehrHosts(async (ms) => {
      rests.push(ms);
    });
    await launches(ehr, hosts)("a").read("Task");
    expect(rests).toEqual([3_600_000]);
    await launches(ehr, hosts)("b").read("Task");
    expect(ehr.seen.length).toBe(2);
  });
});
