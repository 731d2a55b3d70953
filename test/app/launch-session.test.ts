import { afterEach, describe, expect, it } from "vitest";
import { readLaunchSession } from "../../app/launch-session.ts";

function page(path: string, seed?: string) {
  document.body.innerHTML = "";
  const addresses: string[] = [];
  if (seed !== undefined) {
    const element = document.createElement("script");
    element.type = "application/json";
    element.id = "caremonth-launch";
    element.textContent = seed;
    document.body.append(element);
  }
  const history = {
    replaceState: (_data: unknown, _title: string, url?: string | URL | null) =>
      void addresses.push(String(url)),
  };
  return { page: { document, location: { pathname: path }, history }, addresses };
}

afterEach(() => {
  document.body.innerHTML = "";
});

describe("what the server wrote into the page", () => {
  it("is read once, leaves the document, and gives the page its own address", () => {
    const { page: here, addresses } = page("/callback", '{"launch":"abc","bearer":"secret"}');
    expect(readLaunchSession(here)).toEqual({ launch: "abc", bearer: "secret", kind: "chart" });
    expect(document.documentElement.outerHTML).not.toContain("secret");
    expect(addresses).toEqual(["/l/abc/"]);
  });

  it("leaves the address alone where it is right already", () => {
    const { page: here, addresses } = page("/l/abc/", '{"launch":"abc","bearer":null}');
    expect(readLaunchSession(here)).toEqual({ launch: "abc", bearer: null, kind: "chart" });
    expect(addresses).toEqual([]);
  });

  it.each([
    ["no element", undefined],
    ["an empty element", " "],
    ["an element without a launch", "{}"],
    ["an empty launch", '{"launch":""}'],
  ])("falls back to the path with %s", (_, seed) => {
    expect(readLaunchSession(page("/l/xyz/", seed).page)).toEqual({
      launch: "xyz",
      bearer: null,
      kind: "chart",
    });
  });

  it("says whether the launch is in a chart or outside every chart", () => {
    const { page: here } = page("/callback", '{"launch":"abc","bearer":null,"kind":"panel"}');
    expect(readLaunchSession(here)).toEqual({ launch: "abc", bearer: null, kind: "panel" });
  });

  it("is nothing when neither names a launch", () => {
    expect(readLaunchSession(page("/").page)).toBeNull();
  });
});
