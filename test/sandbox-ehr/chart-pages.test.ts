// @vitest-environment jsdom
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

async function page(path: string, status = 200): Promise<Document> {
  const response = await fetch(`${registered.sandbox.url}${path}`);
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

  it.each(["/chart/unknown", "/resource/Task/unknown"])("%s is not found", async (path) => {
    expect((await page(path, 404)).querySelector("h1")?.textContent).toBe("Not found");
  });
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
    expect([...versions.querySelectorAll("summary")].map((one) => one.textContent?.slice(0, 9))).toEqual([
      "Version 2",
      "Version 1",
    ]);
    expect(versions.querySelectorAll("details[open]")).toHaveLength(1);
  });
});
