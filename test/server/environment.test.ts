import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../server/environment.ts";
import { linesOf } from "./lines-of.ts";

const environment = {
  CAREMONTH_CONFIG: "config.json",
  CAREMONTH_KEYS: "keys.json",
  DATABASE_URL: "postgres://user:s3cret@db.example.org/caremonth",
};
const read = (change: Record<string, string | undefined>, args: string[] = []) =>
  readEnvironment({ ...environment, ...change }, args);

describe("the environment", () => {
  it("chooses PostgreSQL or, when told so, a folder", () => {
    expect(read({})).toMatchObject({ store: { kind: "postgres" }, host: "127.0.0.1", port: 8080 });
    expect(read({ DATABASE_URL: undefined }, ["--pilot", "data"])).toMatchObject({
      store: { kind: "folder", folder: "data" },
    });
    expect(read({ PORT: "65535", HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0", port: 65_535 });
  });

  it.each([
    ["no configuration file", { CAREMONTH_CONFIG: undefined }, [], "CAREMONTH_CONFIG is not set"],
    ["no key file", { CAREMONTH_KEYS: undefined }, [], "CAREMONTH_KEYS is not set"],
    ["no place for the data", { DATABASE_URL: undefined }, [], "DATABASE_URL is not set"],
    ["two places for the data", {}, ["--pilot", "data"], "DATABASE_URL and --pilot"],
    [
      "another kind of database",
      { DATABASE_URL: "mysql://user:s3cret@db/x" },
      [],
      "DATABASE_URL is not a PostgreSQL address",
    ],
    ["a port in words", { PORT: "http" }, [], "PORT is not a port"],
    ["a port just over", { PORT: "65536" }, [], "PORT is not a port"],
    ["an empty host", { HOST: "" }, [], "HOST is empty"],
    ["--pilot without a folder", { DATABASE_URL: undefined }, ["--pilot"], "--pilot DIR"],
    ["an unknown argument", {}, ["--fast"], "--pilot DIR"],
  ])("with %s is refused, in words and without values", async (_, change, args, words) => {
    const lines = await linesOf(() => read(change, args));
    expect(lines.join("\n")).toContain(words);
    expect(lines.join("\n")).not.toContain("s3cret");
  });

  it("names every missing variable at once", async () => {
    const lines = await linesOf(() => readEnvironment({}, []));
    expect(lines.length).toBe(2);
  });
});
