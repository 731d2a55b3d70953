import { describe, expect, it } from "vitest";
import { type EhrClientOptions, ehrClient } from "../../../launch/ehr-client.ts";
import { readChart } from "../../../launch/read-chart.ts";
import { readSearch } from "../../../launch/read-search.ts";
import { fixedToken } from "../fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "../scripted-ehr.ts";
import { foreignServer, stockClient, thrownBy } from "./stock-fhirclient.ts";

function ours(ehr: ScriptedEhr, more: Partial<EhrClientOptions> = {}) {
  return ehrClient({
    base: ehr.base,
    tokens: fixedToken("access-canary"),
    sleep: async () => undefined,
    ...more,
  });
}

const everything = ["patient/*.rs"];
const present = () => "2026-03-06T12:00:00.000Z";
const waveOf = (ehr: ScriptedEhr, more: Partial<EhrClientOptions> = {}) => ({
  client: ours(ehr, more),
  patient: "p1",
  scopes: everything,
  now: present,
});

const condition = (id: string) => ({
  resource: { resourceType: "Condition", id, subject: { reference: "Patient/p1" } },
});
const page = (entry: readonly object[], next?: string) => ({
  resourceType: "Bundle",
  type: "searchset",
  entry,
  link: next === undefined ? [] : [{ relation: "next", url: next }],
});
const tokensSeen = ({ seen }: ScriptedEhr) => seen.map(({ headers }) => headers.authorization);

describe("F5: the token and an address at another host", () => {
  /** An EHR that leads elsewhere with its next page, and with the place of what it created. */
  const leading = (evil: ScriptedEhr) =>
    scriptedEhr(({ method }) =>
      method === "POST"
        ? { status: 201, headers: { location: `${evil.base}/Task/t1`, "content-type": "application/json" } }
        : { body: page([condition("c1")], `${evil.base}/page-2`) },
    );

  it("stock fhirclient sends it there: asked directly, for the next page, and after creating", async () => {
    const evil = await foreignServer();
    const client = stockClient(await leading(evil));
    await client.request(`${evil.base}/direct`);
    await client.request("Condition?patient=p1", { pageLimit: 0 });
    await client.create({ resourceType: "Task" }, { headers: { authorization: "Bearer access-canary" } });
    expect(tokensSeen(evil)).toEqual(Array(3).fill("Bearer access-canary"));
  });

  it("ours sends nothing there", async () => {
    const evil = await foreignServer();
    const ehr = await leading(evil);
    const client = ours(ehr);
    expect((await client.read(`${evil.base}/direct`)).kind).toBe("off_base");
    expect((await readSearch(waveOf(ehr), "Condition")).read.outcome).toBe("incomplete");
    const task = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;
    expect(await client.write(task)).toMatchObject({ status: 201, location: `${evil.base}/Task/t1` });
    expect(evil.seen).toEqual([]);
  });
});

describe("F6, §7.6: a search of two pages", () => {
  const twoPages = () =>
    scriptedEhr(({ url }): Reply => {
      const second = url.includes("page=2");
      return { body: second ? page([condition("c2")]) : page([condition("c1")], "Condition?page=2") };
    });

  it("is its first page to stock fhirclient, which does not say so", async () => {
    const ehr = await twoPages();
    const flat = await stockClient(ehr).request("Condition?patient=p1", { flat: true });
    expect(flat).toHaveLength(1);
    expect(ehr.seen).toHaveLength(1);
  });

  it("is read whole by ours", async () => {
    const { read } = await readSearch(waveOf(await twoPages()), "Condition");
    expect([read.outcome, read.resources.map(({ id }) => id)]).toEqual(["complete", ["c1", "c2"]]);
  });
});

describe("F9, §7.9: a token that is refused before its time", () => {
  const refusing = () =>
    scriptedEhr(({ headers, url }) => {
      if (url === "/token") return { body: { access_token: "access-2" } };
      return headers.authorization === "Bearer access-2"
        ? { body: page([condition("c1")]) }
        : { status: 401 };
    });

  it("ends the session with stock fhirclient although there is a refresh token", async () => {
    const ehr = await refusing();
    const client = stockClient(ehr);
    await thrownBy(client.request("Condition?patient=p1"));
    expect(ehr.seen.map(({ url }) => url)).toEqual(["/fhir/Condition?patient=p1"]);
    expect(client.state.tokenResponse).toEqual({});
  });

  it("is renewed by ours, and the read made once more", async () => {
    const ehr = await refusing();
    const tokens = { current: async () => "access-canary", afterRejection: async () => "access-2" };
    const { read } = await readSearch(waveOf(ehr, { tokens }), "Condition");
    expect([read.outcome, read.resources.length, ehr.seen.length]).toEqual(["complete", 1, 2]);
  });
});

describe("F9: an EHR that is busy", () => {
  const busyOnce = () => {
    let asked = 0;
    return scriptedEhr(() => {
      asked += 1;
      return asked === 1
        ? { status: 429, headers: { "retry-after": "2" } }
        : { body: page([condition("c1")]) };
    });
  };

  it("is a failure to stock fhirclient", async () => {
    const ehr = await busyOnce();
    await thrownBy(stockClient(ehr).request("Condition?patient=p1"));
    expect(ehr.seen).toHaveLength(1);
  });

  it("is asked again by ours, no sooner than it said", async () => {
    const ehr = await busyOnce();
    const waited: number[] = [];
    const sleep = async (ms: number) => void waited.push(ms);
    expect((await readSearch(waveOf(ehr, { sleep }), "Condition")).read.outcome).toBe("complete");
    expect(waited.every((ms) => ms >= 2000)).toBe(true);
    expect(waited.length).toBeGreaterThan(0);
  });
});

describe("F9: an EHR that never answers", () => {
  it("is still waited for by stock fhirclient when ours gave up", async () => {
    const ehr = await scriptedEhr(() => ({ end: "hang" }));
    const stock = stockClient(ehr)
      .request("Condition?patient=p1")
      .then(
        () => "ended",
        () => "ended",
      );
    const answer = await ours(ehr, { deadlineMs: 60 }).read("Condition?patient=p1");
    expect(answer).toMatchObject({ kind: "unreachable", reason: "timeout" });
    expect(await Promise.race([stock, Promise.resolve("waiting")])).toBe("waiting");
  });
});

describe("F10: a sign-in's page in place of search results", () => {
  const html = () => scriptedEhr(() => ({ headers: { "content-type": "text/html" }, body: "<html>Sign in" }));

  it("is a text to stock fhirclient, in which naive code finds no entries", async () => {
    const answer = await stockClient(await html()).request("Condition?patient=p1");
    expect(typeof answer).toBe("string");
  });

  it("is a failed read to ours", async () => {
    const { read } = await readSearch(waveOf(await html()), "Condition");
    expect([read.outcome, read.resources]).toEqual(["failed", []]);
  });
});

describe("§7.12: one resource that may not be read", () => {
  const secretive = () =>
    scriptedEhr(({ url }): Reply => {
      if (url.includes("/Encounter")) return { status: 403 };
      if (url.includes("/Patient/")) return { body: { resourceType: "Patient", id: "p1" } };
      const about = { ...condition("c1").resource, encounter: { reference: "Encounter/e1" } };
      return { body: page(url.includes("/Condition") ? [{ resource: about }] : []) };
    });

  it("makes everything fail with stock fhirclient", async () => {
    const client = stockClient(await secretive());
    const options = { resolveReferences: "encounter" };
    const error = await thrownBy(client.request("Condition?patient=p1", options));
    expect(error.message).toMatch(/403|Forbidden/);
  });

  it("is one denied read beside complete ones with ours", async () => {
    const { reads } = await readChart(waveOf(await secretive()));
    expect(reads.Encounter.outcome).toBe("denied");
    expect([reads.Condition.outcome, reads.Condition.resources.length]).toEqual(["complete", 1]);
  });
});
