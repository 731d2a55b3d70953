import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** What a folder may import: our own folders by prefix, and packages by name (a trailing * is a prefix). */
interface Rule {
  readonly folder: string;
  readonly ours: readonly string[];
  readonly packages: readonly string[];
  /** Folders of ours of which only types may be imported. */
  readonly typesOf?: readonly string[];
}

const table: readonly Rule[] = [
  { folder: "server/contract", ours: ["server/contract"], packages: ["zod"] },
  {
    folder: "server/rules",
    ours: ["server/rules"],
    typesOf: ["server/contract"],
    packages: ["temporal-polyfill"],
  },
  {
    folder: "fhir-mappings",
    ours: ["fhir-mappings"],
    typesOf: ["server/contract", "fhir/r4"],
    packages: ["temporal-polyfill"],
  },
  {
    folder: "launch",
    ours: ["launch", "fhir-mappings", "server/contract"],
    typesOf: ["fhir/r4"],
    packages: ["oauth4webapi", "jose", "zod", "lossless-json", "node:*"],
  },
  {
    folder: "server",
    ours: ["server", "launch", "fhir-mappings"],
    typesOf: ["fhir/r4"],
    packages: [
      "fastify",
      "@fastify/*",
      "kysely",
      "pg",
      "@electric-sql/pglite",
      "pg-boss",
      "pino",
      "zod",
      "jose",
      "pdfkit",
      "proper-lockfile",
      "node:*",
    ],
  },
  {
    folder: "app",
    ours: ["app"],
    typesOf: ["server/contract"],
    packages: [
      "react",
      "react-dom",
      "react-dom/*",
      "@mantine/*",
      "@tanstack/react-query",
      "@tanstack/react-virtual",
      "uplot",
    ],
  },
];
const fhirclientOwner = "launch/smart-launch.ts";

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

interface Statement {
  type: string;
  importKind?: string;
  exportKind?: string;
  source?: { value: string } | null;
  specifiers?: { importKind?: string }[];
}

function importsOf(file: string): Import[] {
  const { program, errors, module } = parseSync(file, readFileSync(path.join(root, file), "utf8"));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const statements = (program.body as unknown as Statement[]).filter((node) => node.source);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => ({
    from: file,
    specifier: readFileSync(path.join(root, file), "utf8").slice(
      moduleRequest.start + 1,
      moduleRequest.end - 1,
    ),
    typeOnly: false,
  }));
  return [...statements.map((node) => toImport(file, node)), ...dynamic];
}

function toImport(file: string, node: Statement): Import {
  const named = node.specifiers ?? [];
  const typeOnly =
    node.importKind === "type" ||
    node.exportKind === "type" ||
    (named.length > 0 && named.every((one) => one.importKind === "type"));
  return { from: file, specifier: node.source?.value ?? "", typeOnly };
}

const within = (name: string, allowed: readonly string[]) =>
  allowed.some((one) =>
    one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one || name.startsWith(`${one}/`),
  );

function breach({ from, specifier, typeOnly }: Import, rule: Rule): string | null {
  const ours = specifier.startsWith(".");
  const target = ours ? path.relative(root, path.resolve(root, path.dirname(from), specifier)) : specifier;
  const allowed = target.startsWith("fhirclient")
    ? from === fhirclientOwner
    : isAllowed(target, ours, typeOnly, rule);
  return allowed ? null : `${from} may not import ${specifier}${typeOnly ? "" : " (as a value)"}`;
}

function isAllowed(target: string, ours: boolean, typeOnly: boolean, rule: Rule): boolean {
  if (within(target, ours ? rule.ours : rule.packages)) return true;
  return typeOnly && within(target, rule.typesOf ?? []);
}

const ruleFor = (file: string) => table.find((rule) => file.startsWith(`${rule.folder}/`));

describe("the import table", () => {
  const files = ["server", "fhir-mappings", "launch", "app"].flatMap(sources);

  it("is kept by every file of the product", () => {
    const breaches = files.flatMap((file) => {
      const rule = ruleFor(file);
      return rule
        ? importsOf(file).map((one) => breach(one, rule))
        : [`${file} belongs to no folder of the table`];
    });
    expect(breaches.filter(Boolean)).toEqual([]);
  });

  it("lets the sandbox EHR know nothing of the product", () => {
    const inside = path.join("test", "sandbox-ehr");
    const outward = sources(inside)
      .flatMap(importsOf)
      .filter(
        ({ from, specifier }) =>
          specifier.startsWith(".") &&
          path.relative(inside, path.join(path.dirname(from), specifier)).startsWith(".."),
      );
    expect(outward).toEqual([]);
  });

  it("has no cycles", () => {
    const edges = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter((one) => one.specifier.startsWith(".") && !one.typeOnly)
          .map((one) => path.relative(root, path.resolve(root, path.dirname(file), one.specifier))),
      ]),
    );
    expect(findCycle(edges)).toBeNull();
  });

  it("keeps a screen from importing another screen, and a capability from another's inside", () => {
    const crossing = files.flatMap(importsOf).filter(crossesRooms);
    expect(crossing).toEqual([]);
  });

  it.each([
    ["app/x.ts", "../server/store/store.ts", true],
    ["app/x.ts", "../server/contract/index.ts", false],
    ["server/rules/x.ts", "node:crypto", false],
    ["launch/x.ts", "fhirclient", false],
    ["fhir-mappings/x.ts", "../launch/ehr-client.ts", true],
  ])("notices a breach: %s importing %s", (from, specifier, typeOnly) => {
    const rule = ruleFor(from);
    expect(rule && breach({ from, specifier, typeOnly }, rule)).toBeTruthy();
  });
});

describe("the product's files", () => {
  const product = ["server", "fhir-mappings", "launch", "app"].flatMap(sources);
  const lines = (text: string) => text.trimEnd().split("\n").length;
  const tooLong = (files: readonly (readonly [string, string])[]) =>
    files.filter(([, text]) => lines(text) > 200).map(([file]) => file);

  it("have 200 lines at most", () => {
    const texts = product.map((file) => [file, readFileSync(path.join(root, file), "utf8")] as const);
    expect(tooLong(texts)).toEqual([]);
  });

  it.each([
    [200, []],
    [201, ["x.ts"]],
  ])("of %i lines are told apart", (count, found) => {
    expect(tooLong([["x.ts", "x\n".repeat(count)]])).toEqual(found);
  });
});

/** What a lock file must not hold: a host that packages are taken from, or what belongs to apps on telephones. */
function lockBreaches(text: string): string[] {
  const { packages }: { packages: Record<string, { resolved?: string; version?: string }> } =
    JSON.parse(text);
  return Object.entries(packages).flatMap(([name, { resolved, version = "" }]) => {
    const host = resolved !== undefined || /:\/\//.test(name + version);
    const telephone = /(?:^|\/)(?:@?react-native|@?expo)(?:[-/@]|$)/.test(name);
    return [...(host ? [`${name} names a host`] : []), ...(telephone ? [`${name} is for telephones`] : [])];
  });
}

describe("the lock file", () => {
  it("names no host to fetch from, and no package for telephones", () => {
    const text = readFileSync(path.join(root, "package-lock.json"), "utf8");
    expect(lockBreaches(text)).toEqual([]);
    expect(text).not.toContain('"resolved"');
  });

  it.each<[name: string, entry: object, breaches: number]>([
    ["node_modules/react", { version: "19.3.1" }, 0],
    ["node_modules/exponential", { version: "1.0.0" }, 0],
    ["node_modules/react", { resolved: "https://registry.example/react.tgz" }, 1],
    ["node_modules/react", { version: "git+https://git.example/react" }, 1],
    ["node_modules/react-native", {}, 1],
    ["node_modules/a/node_modules/react-native-b4a", {}, 1],
    ["node_modules/@react-native/codegen", {}, 1],
    ["node_modules/expo", {}, 1],
    ["node_modules/expo-crypto", {}, 1],
    ["node_modules/@expo/cli", {}, 1],
  ])("with %s %o", (name, entry, breaches) => {
    expect(lockBreaches(JSON.stringify({ packages: { [name]: entry } }))).toHaveLength(breaches);
  });
});

describe("the tests", () => {
  const skipping = /\b(?:describe|it|test)\s*\.\s*(?:skip|skipIf|runIf|todo|only)\b/;

  it("are all run: none is registered as skipped", () => {
    const files = sources("test").filter((file) =>
      skipping.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(files).toEqual([]);
  });

  it.each(["skip", "skipIf(true)", "runIf(false)", "todo", "only"])("would be found with .%s", (how) => {
    expect(skipping.test(`describe.${how}("x")`)).toBe(true);
  });
});

const shared = new Set(["contract", "rules", "keys", "store", "audit", "outbox"]);

/** `app/<screen>/` or `server/<capability>/`, and null for the rooms everybody may enter. */
function room(file: string): string | null {
  const [top, folder, rest] = file.split(path.sep);
  if (!rest || !folder) return null;
  if (top === "app") return folder === "ui" ? null : `app/${folder}`;
  return top === "server" && !shared.has(folder) ? `server/${folder}` : null;
}

function crossesRooms({ from, specifier }: Import): boolean {
  if (!specifier.startsWith(".")) return false;
  const target = path.relative(root, path.resolve(root, path.dirname(from), specifier));
  const [here, there] = [room(from), room(target)];
  if (!here || !there || here === there) return false;
  if (here === "server/cli") return false;
  return !(there.startsWith("server/") && /-service\.ts$/.test(target));
}

function findCycle(edges: Map<string, string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
