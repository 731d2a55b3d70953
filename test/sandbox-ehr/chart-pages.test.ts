// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { authorizationRequest, follow } from "./authorize.ts";
import { taskFor } from "./fresh-sandbox.ts";
import { framesOf, practicePages } from "./practice-pages.ts";

const { page, registered } = practicePages();

describe("a chart", () => {
  it("frames the app with a launch for this patient and this user", async () => {
    const [frame] = framesOf(await page("/chart/p02?user=pr-1"));
    expect(frame?.title).toBe("App in the chart of patient p02");
    const src = new URL(frame?.src ?? "");
    expect(src.origin + src.pathname).toBe("http://localhost:9/launch");
    expect(src.searchParams.get("iss")).toBe(registered().sandbox.fhirBase);
    const launch = src.searchParams.get("launch") ?? "";
    const end = await follow(registered().sandbox, authorizationRequest(registered(), { launch }).query);
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
      const answer = await fetch(`${registered().sandbox.url}/open/p02?user=pr-1`, { redirect: "manual" });
      expect(answer.status).toBe(303);
      return new URL(answer.headers.get("location") ?? "").searchParams.get("launch") ?? "";
    };
    const [first, second] = [await opened(), await opened()];
    expect(first).not.toBe(second);
    const { query } = authorizationRequest(registered(), { launch: second });
    expect(String(await follow(registered().sandbox, query))).toContain("code=");
    const frame = (await page("/chart/p02?user=pr-1")).querySelector("iframe");
    const link = (await page("/chart/p02?user=pr-1")).querySelector(`a[target="${frame?.name}"]`);
    expect(link?.getAttribute("href")).toBe("/open/p02?user=pr-1");
  });

  it("warns of what everybody should see first, and knows what the user is", async () => {
    const { sandbox } = registered();
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
    const policy = (await fetch(`${registered().sandbox.url}/chart/p02`)).headers.get(
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
    const { sandbox } = registered();
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

describe("the record", () => {
  it("lists what is filed for a patient and shows every version as it is stored", async () => {
    registered().sandbox.put(
      '{"resourceType":"CarePlan","id":"cp","subject":{"reference":"Patient/p01"},"x":1.10}',
    );
    registered().sandbox.put({ ...taskFor("p01", { id: "t1" }) });
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
    const { sandbox } = registered();
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
    registered().sandbox.put({
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
