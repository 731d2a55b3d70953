// @vitest-environment jsdom
import type { FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { freshSandbox } from "./fresh-sandbox.ts";
import { pageOf, practicePages } from "./practice-pages.ts";

const { page } = practicePages();

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
    const document = await pageOf(many, `/?${query}`);
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
    const document = await pageOf(many, "/?q=female&user=x");
    expect(document.querySelector('a[rel="next"]')?.getAttribute("href")).toBe("/?user=x&q=female&page=2");
  });
});
