/** One piece of text in a file of the product, and what stands there while the safeguard is off. */
export interface Edit {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A safeguard switched off, and the tests that have to notice: each of them, in at least one of its cases. */
export interface Sabotage {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly noticed: readonly { readonly file: string; readonly test: string }[];
}

/** A test file below test/, and a part of a test's full name. */
const by = (file: string, test: string) => ({ file: `test/${file}.test.ts`, test });

export const sabotages: readonly Sabotage[] = [
  {
    name: "origin check of every address",
    edits: [{ file: "launch/fhir-base.ts", find: "url.origin !== root.origin || ", replace: "" }],
    noticed: [
      by("launch/where-requests-go", "is asked nothing, neither to read nor to write, at whatever host"),
      by("launch/read-pages", "pages elsewhere are never fetched"),
      by("launch/stock/requests", "F5: the token and an address at another host ours sends nothing there"),
    ],
  },
  {
    name: "path check of every address",
    edits: [{ file: "launch/fhir-base.ts", find: "return within ? url : null;", replace: "return url;" }],
    noticed: [by("launch/where-requests-go", "an address that leads elsewhere is none")],
  },
  {
    name: "redirects are not followed",
    edits: [{ file: "launch/exchange.ts", find: 'redirect: "manual"', replace: 'redirect: "follow"' }],
    noticed: [by("launch/where-requests-go", "is not followed, and told as what it is")],
  },
  {
    name: "patient check of resources read",
    edits: [
      {
        file: "launch/chart-resource.ts",
        find: "return reference !== undefined && localReference(base, reference)?.reference === ",
        replace: "return true || reference === ",
      },
    ],
    noticed: [
      by("launch/page-contents", "is dropped, counted and said"),
      by("launch/read-types", "keeps nobody else's, and says so"),
      by("server/chart-reading", "is dropped however it is named, blocks the month, and is put on record"),
    ],
  },
  {
    name: "patient check of every write's request",
    edits: [
      {
        file: "server/launches/launches-service.ts",
        find: "if (patient === launch.patientKey) return;",
        replace: "if (patient !== '') return;",
      },
    ],
    noticed: [
      by(
        "server/launch-guard",
        "for another patient's key is refused, written nowhere, and put on the audit log",
      ),
      by("acceptance/mutating-routes", "refuses every write that names another patient"),
    ],
  },
  {
    name: "patient check of what is sent to the EHR",
    edits: [
      {
        file: "launch/write-back/native-task.ts",
        find: 'if (!belongsTo(write.task, { type: "Task", base: write.client.base, patient: write.patient })) {',
        replace: "if (write.patient === '') {",
      },
    ],
    noticed: [by("launch/native-task", "is a defect")],
  },
  {
    name: "a refresh may not name another patient",
    edits: [
      {
        file: "launch/refresh.ts",
        find: "if (patient !== null && patient !== pinned.patient)",
        replace: "if (patient === '' && patient !== pinned.patient)",
      },
    ],
    noticed: [
      by("launch/stock/refreshing", "F7: a refresh that names another patient ends the launch with ours"),
      by("server/token-ends", "ends the launch: another patient"),
    ],
  },
  {
    name: "one refresh at a time in a process",
    edits: [
      {
        file: "server/launches/token-keeper.ts",
        find: "underWay.get(name) ?? obtain(",
        replace: "obtain(",
      },
      {
        file: "server/launches/token-keeper.ts",
        find: 'if (row.refresh === "sent") return row.refresh_over ? giveUp(deps, row) : "wait";',
        replace: "",
      },
      {
        file: "server/launches/renew-tokens.ts",
        find: 'if (!(await claimRefresh(deps.store.db, row))) return "wait";',
        replace: "await claimRefresh(deps.store.db, row);",
      },
    ],
    noticed: [by("server/token-life", "a token that expires is renewed once for twenty readings at a time")],
  },
  {
    name: "one refresh at a time across processes",
    edits: [
      {
        file: "server/launches/token-keeper.ts",
        find: 'if (row.refresh === "sent") return row.refresh_over ? giveUp(deps, row) : "wait";',
        replace: "",
      },
      {
        file: "server/launches/renew-tokens.ts",
        find: 'if (!(await claimRefresh(deps.store.db, row))) return "wait";',
        replace: "await claimRefresh(deps.store.db, row);",
      },
    ],
    noticed: [by("server/token-life", "is renewed once while the EHR takes its time")],
  },
  {
    name: "a failed read is not an empty one",
    edits: [
      {
        file: "launch/read-ending.ts",
        find: 'return { outcome: "failed", ...failedWords(type, whyNoAnswer(problem)) };',
        replace: "return complete;",
      },
    ],
    noticed: [
      by("launch/read-endings", "how a read ends a login page"),
      by(
        "launch/stock/requests",
        "F10: a sign-in's page in place of search results is a failed read to ours",
      ),
      by("acceptance/failed-is-not-empty", "is not taken for none"),
    ],
  },
  {
    name: "a denied read is not an empty one",
    edits: [
      {
        file: "launch/read-ending.ts",
        find: 'return { outcome: "denied", ...deniedWords(type) };',
        replace: "return type === undefined ? { outcome: 'denied', ...deniedWords(type) } : complete;",
      },
    ],
    noticed: [
      by("launch/read-types", "was not granted: denied, in either spelling of scopes"),
      by("acceptance/failed-is-not-empty", "43: a Consent that is not readable is not an absent one"),
    ],
  },
  {
    name: "a page that failed is not the last one",
    edits: [
      {
        file: "launch/read-pages.ts",
        find: 'if (typeof following === "string") return tally.shortfalls(following);',
        replace: 'if (typeof following === "string") return new Set<Shortfall>();',
      },
    ],
    noticed: [by("launch/read-pages", "leave the read incomplete")],
  },
  {
    name: "a state works once",
    edits: [
      {
        file: "server/launches/pending-launch.ts",
        find: '.deleteFrom("pending_launch")',
        replace: '.selectFrom("pending_launch")',
      },
      {
        file: "server/launches/pending-launch.ts",
        find: '.returning("pending")',
        replace: '.select("pending")',
      },
    ],
    noticed: [
      by(
        "acceptance/replayed-state",
        "3: a state is used up even for a browser that shows again every cookie it began with",
      ),
      by("launch/stock/callback", "sends it once with ours, and opens one launch"),
    ],
  },
  {
    name: "only EHRs that are configured may launch",
    edits: [
      {
        file: "launch/connections.ts",
        find: "return connections.find((connection) => connection.iss === iss);",
        replace:
          "return connections.find((one) => one.iss === iss) ?? connections.map((one) => ({ ...one, iss }))[0];",
      },
    ],
    noticed: [
      by("launch/connections", "knows no look-alike"),
      by("server/launch-refusals", "gets a plain page and no request is made"),
      by(
        "launch/stock/callback",
        "F8, §7.2: an address that names a server of somebody's own is not followed by ours",
      ),
    ],
  },
  {
    name: "a search begins once more where a page expired",
    edits: [
      {
        file: "launch/read-pages.ts",
        find: 'if (first.kind !== "read" || !first.shortfalls.has("page_expired")) return first;',
        replace: 'if (first.kind === "read" || first.kind !== undefined) return first;',
      },
    ],
    noticed: [by("launch/read-restart", "has the search begun once more, and everything read")],
  },
  {
    name: "pages that lead in a circle end",
    edits: [
      {
        file: "launch/read-pages.ts",
        find: 'if (seen.has(next)) return tally.shortfalls("page_loop");',
        replace: "",
      },
    ],
    noticed: [by("launch/read-pages", "pages that lead in a circle end")],
  },
];
