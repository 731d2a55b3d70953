import { afterAll, beforeAll, expect } from "vitest";
import type { Registered } from "./authorize.ts";
import { freshSandbox } from "./fresh-sandbox.ts";

/** A sandbox for a test file, whose pages tests look at. */
export interface PracticePages {
  registered(): Registered;
  /** A page as a browser reads it. */
  page(path: string, status?: number): Promise<Document>;
}

/** Two patients, p01 with a name that is markup and p02 who died. */
export function practicePages(): PracticePages {
  let started: Registered | undefined;
  const registered = () => {
    if (!started) throw new Error("the sandbox has not started");
    return started;
  };
  beforeAll(async () => {
    started = await freshSandbox();
    started.sandbox.put({
      resourceType: "Patient",
      id: "p01",
      name: [{ family: '<b>"O\'Hara" & Co', given: ["Ann"] }],
      birthDate: "1950-02-03",
      gender: "female",
      identifier: [{ type: { coding: [{ code: "MR" }] }, value: "DEMO-1" }],
    });
    started.sandbox.put({ resourceType: "Patient", id: "p02", deceasedDateTime: "2020-05-06T10:00:00Z" });
  });
  afterAll(() => registered().sandbox.close());
  return { registered, page: (path, status) => pageOf(registered(), path, status) };
}

/** A page of any sandbox, not to be found in a cache. */
export async function pageOf({ sandbox }: Registered, path: string, status = 200): Promise<Document> {
  const response = await fetch(`${sandbox.url}${path}`);
  expect(response.status).toBe(status);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** The apps that a page frames. */
export const framesOf = (document: Document) => [...document.querySelectorAll("iframe")];
