// @vitest-environment jsdom
import type { FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorizationRequest, follow, type Registered } from "./authorize.ts";
import { freshSandbox, taskFor } from "./fresh-sandbox.ts";

let registered: Registered;
beforeAll(async () => {
  registered = await freshSandbox();
  registered.sandbox.put({
    resourceType: "Patient",
    id: "p01",
    name: [{ family: '<b>"O\'Hara" & Co', given: ["Ann"] }],
    birthDate: "1950-02-03",
    gender: "female",
    identifier: [{ type: { coding: [{ code: "MR" }] }, value: "DEMO-1" }],
  });
  registered.sandbox.put({ resourceType: "Patient", id: "p02", deceasedDateTime: "2020-05-06T10:00:00Z" });
});
afterAll(() => registered.sandbox.close());

async function page(path: string, status = 200, { sandbox } = registered): Promise<Document> {
  const response = await fetch(`${sandbox.url}${path}`);
  expect(response.status).toBe(status);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const framesOf = (document: Document) => [...document.querySelectorAll("iframe")];

describe("the patient list", () => {
  it("shows whom the practice knows, and says that they are synthetic", async () => {
    const document = await page("/?user=pr-1");
    expect(document.body.textContent).toContain("Sandbox EHR, synthetic patients");
    const row = document.querySelector("tbody tr");
    expect(row?.textContent).toContain('<b>"O\'Hara" & Co, Ann');
    expect(row?.textContent).toContain("1950-02-03");
    expect(row?.textContent).toContain("DEMO-1");
    expect(row?.querySelector("a")?.getAttribute("href")).toBe("/chart/p01?user=pr-1");
    expect(document.querySelectorAll("tbody tr")[1]?.textContent).toContain("died 2020-05-06");
  });

  it("signs in as one of the practice, the first when nobody is named", async () => {
    const chosen = async (path: string) => (await page(path)).querySelector("option[selected]")?.textContent;
    expect(await chosen("/?user=pr-1")).toBe("Practitioner One, MD");
    expect(await chosen("/")).toBe("Nurse One, RN");
  });
});

describe("a list of many", () => {
  let many: Registered;
  beforeAll(async () => {
    const resources: FhirResource[] = Array.from({ length: 51 }, (_, index) => ({
      resourceType: "Patient",
      id: `m${index}`,
      gender: index % 2 === 0 ? "female" : "male",
      name: [{ family: `Family${index}`, given: ["Ann"] }],
      birthDate: "1950-01-01",
    }));
    many = await freshSandbox({ resources });
  });
  afterAll(() => many.sandbox.close());

  const listed = async (query: string) => {
    const document = await page(`/?${query}`, 200, many);
    return {
      names: [...document.querySelectorAll("tbody a")].map(({ textContent }) => textContent),
      pages: document.querySelector("nav.pages")?.textContent?.replace(/\s+/g, " ").trim(),
    };
  };

  it.each([
    ["", 25, "1 to 25 of 51 Next"],
    ["page=2", 25, "26 to 50 of 51 Previous Next"],
    ["page=3", 1, "51 to 51 of 51 Previous"],
    ["page=99", 1, "51 to 51 of 51 Previous"],
    ["page=-1", 25, "1 to 25 of 51 Next"],
    ["page=x", 25, "1 to 25 of 51 Next"],
    ["q=nobody", 0, "0 to 0 of 0"],
  ])("?%s shows %i of them", async (query, count, pages) => {
    const shown = await listed(query);
    expect(shown.names).toHaveLength(count);
    expect(shown.pages).toBe(pages);
  });

  it("is filtered by words that must all fit, and keeps the filter from page to page", async () => {
    expect((await listed("q=family7")).names).toEqual(["Family7, Ann"]);
    expect((await listed("q=ANN+family1+1950")).names).toHaveLength(11);
    expect((await listed("q=male")).pages).toBe("1 to 25 of 25");
    const document = await page("/?q=female&user=x", 200, many);
    expect(document.querySelector('a[rel="next"]')?.getAttribute("href")).toBe("/?user=x&q=female&page=2");
  });
});

describe("a chart", () => {
  it("frames the app with a launch for this patient and this user", async () => {
    const [frame] = framesOf(await page("/chart/p02?user=pr-1"));
    expect(frame?.title).toBe("App in the chart of patient p02");
    const src = new URL(frame?.src ?? "");
    expect(src.origin + src.pathname).toBe("http://localhost:9/launch");
    expect(src.searchParams.get("iss")).toBe(registered.sandbox.fhirBase);
    const launch = src.searchParams.get("launch") ?? "";
    const end = await follow(registered.sandbox, authorizationRequest(registered, { launch }).query);
    expect(String(end)).toContain("code=");
  });

  it("gives every visit a launch of its own", async () => {
    const [first, second] = [await page("/chart/p01"), await page("/chart/p01")].flatMap(framesOf);
    expect(first?.src).not.toBe(second?.src);
  });

  it.each(["/charts?patients=p02,p01&user=rn-1", "/charts?patients=p01&patients=p02&user=rn-1"])(
    "stands beside another at %s",
    async (path) => {
      const document = await page(path);
      expect(
        framesOf(document)
          .map(({ title }) => title.slice(-3))
          .toSorted(),
      ).toEqual(["p01", "p02"]);
      expect(new Set(framesOf(document).map(({ src }) => src)).size).toBe(2);
      expect(document.querySelector('input[name="patients"]')?.getAttribute("value")).toContain("p02");
    },
  );

  it("is opened anew by an address of its own, with a launch of its own", async () => {
    const opened = async () => {
      const answer = await fetch(`${registered.sandbox.url}/open/p02?user=pr-1`, { redirect: "manual" });
      expect(answer.status).toBe(303);
      return new URL(answer.headers.get("location") ?? "").searchParams.get("launch") ?? "";
    };
    const [first, second] = [await opened(), await opened()];
    expect(first).not.toBe(second);
    const { query } = authorizationRequest(registered, { launch: second });
    expect(String(await follow(registered.sandbox, query))).toContain("code=");
    const frame = (await page("/chart/p02?user=pr-1")).querySelector("iframe");
    const link = (await page("/chart/p02?user=pr-1")).querySelector(`a[target="${frame?.name}"]`);
    expect(link?.getAttribute("href")).toBe("/open/p02?user=pr-1");
  });

  it("warns of what everybody should see first, and knows what the user is", async () => {
    const { sandbox } = registered;
    const link = [{ other: { reference: "Patient/p01" }, type: "replaced-by" as const }];
    sandbox.put({ resourceType: "Patient", id: "p03", active: false, link });
    sandbox.put({
      resourceType: "PractitionerRole",
      practitioner: { reference: "Practitioner/pr-1" },
      code: [{ text: "Physician" }],
    });
    const document = await page("/chart/p03?user=pr-1");
    expect([...document.querySelectorAll(".chart-head strong")].map((one) => one.textContent)).toEqual([
      "not in use",
      "replaced by p01",
    ]);
    expect(document.querySelector(".bar")?.textContent).toContain("Physician");
    const offered = [...document.querySelectorAll("#user option")].map(({ textContent }) => textContent);
    expect(offered, "whoever has no role in the practice signs in nowhere").toEqual(["Practitioner One, MD"]);
  });

  it("has three tabs, the open one marked", async () => {
    const tabs = async (path: string) =>
      [...(await page(path)).querySelectorAll(".tabs a")].map(
        (one) => `${one.textContent}${one.hasAttribute("aria-current") ? "*" : ""}`,
      );
    expect(await tabs("/summary/p02")).toEqual(["Chart summary*", "App", "Record"]);
    expect(await tabs("/chart/p02")).toEqual(["Chart summary", "App*", "Record"]);
    expect(await tabs("/record/p02")).toEqual(["Chart summary", "App", "Record*"]);
  });

  it("lets nothing run that is not its own", async () => {
    const policy = (await fetch(`${registered.sandbox.url}/chart/p02`)).headers.get(
      "content-security-policy",
    );
    expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-(.+)'; script-src 'nonce-\1';/);
    expect(policy).toContain("frame-src http: https:;");
  });

  it.each(["/chart/unknown", "/summary/unknown", "/record/unknown", "/resource/Task/unknown"])(
    "%s is not found",
    async (path) => {
      expect((await page(path, 404)).querySelector("h1")?.textContent).toBe("Not found");
    },
  );
});

describe("the chart summary", () => {
  it("shows what the EHR has, newest first and in its own words, and says what it has not", async () => {
    const { sandbox } = registered;
    for (const [id, day] of [
      ["v1", "2024-01-01"],
      ["v2", "2025-01-01"],
    ] as const) {
      const subject = { reference: "Patient/p02" };
      const [type, period] = [[{ text: `Visit of ${day}` }], { start: day }];
      const rest = { status: "finished", class: { code: "AMB" }, type, period } as const;
      sandbox.put({ resourceType: "Encounter", id, subject, ...rest });
    }
    for (let index = 0; index < 17; index += 1) {
      sandbox.put({
        resourceType: "Condition",
        id: `problem-${index}`,
        subject: { reference: "Patient/p02" },
        code: { coding: [{ code: `C${index}` }] },
      });
    }
    const document = await page("/summary/p02");
    const rows = (name: string) =>
      [...document.querySelectorAll(`section[aria-labelledby="${name}"] > .scroll tbody th`)].map(
        ({ textContent }) => textContent,
      );
    expect(rows("Encounter")).toEqual(["2025-01-01", "2024-01-01"]);
    expect(rows("Condition")).toHaveLength(15);
    expect(document.querySelector("section details summary")?.textContent).toBe("2 before these");
    expect(document.body.textContent).toContain("Visit of 2024-01-01");
    expect(document.body.textContent).toContain("Nothing is filed under: Medications, Allergies, Results");
  });
});

describe("the switches", () => {
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${registered.sandbox.url}${path}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(form),
      headers,
    });
  const json = { accept: "application/json" };

  it("set the clock forward and show it", async () => {
    const before = registered.sandbox.clock.now().getTime();
    const answer = await send("/switch/clock", { forward: String(86_400_000), back: "/chart/p01?user=x" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/chart/p01?user=x"]);
    const { now } = await (await send("/switch/clock", { forward: "3600000" }, json)).json();
    const forward = Date.parse(now) - before;
    expect(forward).toBeGreaterThanOrEqual(90_000_000);
    expect(forward).toBeLessThan(90_060_000);
    const shown = (await page("/")).querySelector("time")?.dateTime ?? "";
    expect(Date.parse(shown)).toBeGreaterThanOrEqual(Date.parse(now));
  });

  it("make the EHR another one and show which", async () => {
    const { flavours } = registered.sandbox;
    const before = flavours.flavour;
    const { flavour } = await (await send("/switch/flavour", { flavour: "read-only" }, json)).json();
    expect(flavours.flavour.name).toBe("read-only");
    expect((await page("/")).querySelector("[data-flavour]")?.textContent).toBe(flavour);
    flavours.use(before);
  });

  it.each([
    ["/switch/clock", { forward: "soon" }, {}, 400],
    ["/switch/clock", { forward: "-5" }, {}, 400],
    ["/switch/flavour", { flavour: "none such" }, {}, 400],
    ["/switch/clock", { forward: "5" }, { "sec-fetch-site": "cross-site" }, 403],
  ])("%s refuses %o from %o", async (path, form, headers, status) => {
    const before = registered.sandbox.clock.ahead;
    expect((await send(path, { ...form }, { ...headers })).status).toBe(status);
    expect(registered.sandbox.clock.ahead).toBe(before);
  });

  it.each(["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])(
    "never lead to %s",
    async (back) => {
      const answer = await send("/switch/clock", { forward: "1", back });
      expect(answer.headers.get("location")).toBe("/");
    },
  );
});

describe("the record", () => {
  it("lists what is filed for a patient and shows every version as it is stored", async () => {
    registered.sandbox.put(
      '{"resourceType":"CarePlan","id":"cp","subject":{"reference":"Patient/p01"},"x":1.10}',
    );
    registered.sandbox.put({ ...taskFor("p01", { id: "t1" }) });
    const list = await page("/record/p01");
    expect([...list.querySelectorAll("tbody a")].map((link) => link.textContent).toSorted()).toEqual([
      "CarePlan/cp",
      "Task/t1",
    ]);
    expect((await page("/resource/CarePlan/cp")).querySelector("pre")?.textContent).toContain('"x": 1.10');
    const versions = await page("/resource/Task/t1");
    expect([...versions.querySelectorAll("main summary")].map((one) => one.textContent?.slice(0, 9))).toEqual(
      ["Version 2", "Version 1"],
    );
    expect(versions.querySelectorAll("details[open]")).toHaveLength(1);
  });

  it("says what changed from one version to the other", async () => {
    const { sandbox } = registered;
    const task = (description: string) => taskFor("p01", { id: "t3", description, priority: "routine" });
    for (const words of ["first", "second", "third"]) sandbox.put(task(words));
    const changes = async (query: string) => {
      const rows = (await page(`/resource/Task/t3?${query}`)).querySelectorAll(
        "#difference ~ .scroll tbody tr",
      );
      return [...rows].map((row) => [...row.children].map(({ textContent }) => textContent));
    };
    expect(await changes("")).toEqual([["description", "second", "third"]]);
    expect(await changes("from=1&to=2")).toEqual([["description", "first", "second"]]);
    expect(await changes("from=3&to=3")).toEqual([]);
  });

  it("goes through everything else in the chart, type by type", async () => {
    registered.sandbox.put({
      resourceType: "Goal",
      id: "g1",
      lifecycleStatus: "active",
      subject: { reference: "Patient/p01" },
      description: { text: "Walk every day" },
    });
    const document = await page("/record/p01?type=Goal");
    expect([...document.querySelectorAll("tbody a")].map((one) => one.textContent)).toEqual(["Goal/g1"]);
    expect(document.querySelector("tbody")?.textContent).toContain("Walk every day");
    expect(document.querySelector('nav.kinds [aria-current="true"]')?.textContent).toBe("Goal 1");
  });
});
