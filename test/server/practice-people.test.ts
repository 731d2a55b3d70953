import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person, PersonFields } from "../../server/contract/index.ts";
import { problemOf, Refusal } from "../../server/errors.ts";
import { changePerson } from "../../server/practices/change-person.ts";
import { isActive } from "../../server/practices/person-at.ts";
import { readPeople } from "../../server/practices/person-rows.ts";
import { readSetUp } from "../../server/practices/practices-service.ts";
import { auditEvents } from "./audit-events.ts";
import { clinicalStaff } from "./people.ts";
import {
  connection,
  otherPractice,
  practice,
  startTestServer,
  type TestServer,
  thirdPractice,
} from "./test-server.ts";

const here = connection.iss;
const there = "https://other.example.org/fhir";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    config: {
      practices: [practice, otherPractice, thirdPractice],
      connections: [
        { ...connection, practices: [practice.id, otherPractice.id, thirdPractice.id] },
        { ...connection, iss: there },
      ],
    },
  });
});
afterAll(() => server.close());

/** The same installation once the other EHR is no longer connected. */
function withoutThere() {
  const { config } = server.deps;
  const connections = config.connections.filter(({ iss }) => iss !== there);
  return { ...server.deps, config: { ...config, connections } };
}

let accounts = 0;
/** An account nobody has yet. */
function fresh(iss = here) {
  accounts += 1;
  return { iss, user: `Practitioner/new-${accounts}` };
}
const nurse = (change: Partial<PersonFields> = {}): PersonFields => ({
  ...clinicalStaff("Ana Ortiz", [fresh()]),
  ...change,
});
const administrator = (change: Partial<PersonFields> = {}) =>
  nurse({ name: "Adi Min", permissions: ["administrator"], ...change });

interface Change {
  readonly on?: Pick<Person, "id" | "version"> | null;
  readonly in?: string;
}

const change = (fields: PersonFields, { on = null, in: where = practice.id }: Change = {}) =>
  changePerson(server.deps, { practice: where, on, fields, author: { name: "Test", launch: null } });

/** `done`, or why not. */
async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** Leaves a practice with nobody in it. */
async function emptied(id: string): Promise<string> {
  for (const table of ["person_version", "person_account"] as const)
    await server.deps.store.db.deleteFrom(table).where("practice", "=", id).execute();
  return id;
}

function fieldsOf({ id: _id, version: _version, by: _by, at: _at, ...fields }: Person): PersonFields {
  return fields;
}

describe("a person", () => {
  it("is added as the first version and changed as the next; every version stays written", async () => {
    const added = await change(nurse());
    expect(added).toMatchObject({ version: 1, by: "Test", at: server.deps.now(), name: "Ana Ortiz" });
    const changed = await change({ ...fieldsOf(added), credential: "LPN" }, { on: added });
    expect(changed).toEqual({ ...added, credential: "LPN", version: 2, at: server.deps.now() });
    const people = await readPeople(server.deps.store.db, practice.id);
    expect(people.filter(({ id }) => id === added.id)).toEqual([changed]);
    const rows = server.deps.store.db.selectFrom("person_version").selectAll().where("person", "=", added.id);
    expect((await rows.orderBy("version").execute()).map(({ fields }) => JSON.parse(fields))).toEqual([
      fieldsOf(added),
      fieldsOf(changed),
    ]);
  });

  it("is on the audit log with who changed them, and without a name of theirs in clear", async () => {
    const added = await change(nurse({ name: "Canary Name" }));
    await change(nurse({ name: "Canary Name" }), { on: added });
    expect((await auditEvents(server, "person.added")).at(-1)?.details).toEqual({
      practice: practice.id,
      by: "Test",
      person: added.id,
      version: 1,
    });
    expect((await auditEvents(server, "person.changed")).at(-1)?.details).toMatchObject({ version: 2 });
  });

  it.each([
    ["the version that holds", 0, "done"],
    ["an older version", -1, "person_changed"],
    ["a version to come", 1, "person_changed"],
  ])("is changed on %s: %j gives %s", async (_, step, told) => {
    const added = await change(nurse());
    const second = await change({ ...fieldsOf(added), credential: "LPN" }, { on: added });
    const on = { id: added.id, version: second.version + step };
    expect(await outcome(change(fieldsOf(added), { on }))).toBe(told);
  });

  it("is changed by one of two who saw the same version", async () => {
    const added = await change(nurse());
    const both = ["LPN", "NP"].map((credential) =>
      outcome(change({ ...fieldsOf(added), credential }, { on: added })),
    );
    expect((await Promise.all(both)).sort()).toEqual(["done", "person_changed"]);
  });

  it("nobody knows is not changed, nor one of another practice", async () => {
    const unknown = { id: "7b1c8c1e-0000-4000-8000-000000000000", version: 1 };
    expect(await outcome(change(nurse(), { on: unknown }))).toBe("not_found");
    const elsewhere = await change(nurse(), { in: otherPractice.id });
    expect(await outcome(change(fieldsOf(elsewhere), { on: elsewhere }))).toBe("not_found");
  });
});

describe("an account", () => {
  it("is one person's: whoever comes second is refused, and nothing of theirs is saved", async () => {
    const account = fresh();
    await change(nurse({ accounts: [account] }));
    const before = (await readPeople(server.deps.store.db, practice.id)).length;
    expect(await outcome(change(nurse({ accounts: [fresh(), account] })))).toBe("account_taken");
    expect(await readPeople(server.deps.store.db, practice.id)).toHaveLength(before);
  });

  it("is one person's where two are added at once", async () => {
    const account = fresh();
    const both = [nurse({ accounts: [account] }), nurse({ accounts: [account] })].map((one) =>
      outcome(change(one)),
    );
    expect((await Promise.all(both)).sort()).toEqual(["account_taken", "done"]);
  });

  it("is free again once its person no longer has it", async () => {
    const account = fresh();
    const first = await change(nurse({ accounts: [account] }));
    await change({ ...fieldsOf(first), accounts: [] }, { on: first });
    expect(await outcome(change(nurse({ accounts: [account] })))).toBe("done");
  });

  it("of the same name at another EHR, or in another practice, is another one", async () => {
    const account = fresh();
    await change(nurse({ accounts: [account] }));
    expect(await outcome(change(nurse({ accounts: [{ ...account, iss: there }] })))).toBe("done");
    expect(await outcome(change(nurse({ accounts: [account] }), { in: otherPractice.id }))).toBe("done");
  });

  it("that is named twice for one person is kept once", async () => {
    const account = fresh();
    expect(await change(nurse({ accounts: [account, account] }))).toMatchObject({ accounts: [account] });
  });

  it("at an EHR the practice does not have is refused by its address, and nothing is saved", async () => {
    const before = (await readPeople(server.deps.store.db, otherPractice.id)).length;
    const elsewhere = change(nurse({ accounts: [fresh(), fresh(there)] }), { in: otherPractice.id });
    await expect(elsewhere).rejects.toMatchObject({
      code: "account_unknown_ehr",
      particular: `${there} is not the address of an EHR of this practice. Nothing was saved.`,
    });
    expect(problemOf("account_unknown_ehr").status).toBe(422);
    expect(await readPeople(server.deps.store.db, otherPractice.id)).toHaveLength(before);
    expect(await outcome(change(nurse({ accounts: [fresh(there)] })))).toBe("done");
    expect(await outcome(change(nurse({ accounts: [fresh(`${here}/`)] })))).toBe("account_unknown_ehr");
  });

  it("at an EHR that is no longer connected stays theirs, and no other is added there", async () => {
    const left = await change(nurse({ accounts: [fresh(), fresh(there)] }));
    const since = (fields: PersonFields) =>
      changePerson(withoutThere(), {
        practice: practice.id,
        on: left,
        fields,
        author: { name: "Test", launch: null },
      });
    const more = { ...fieldsOf(left), accounts: [...left.accounts, fresh(there)] };
    expect(await outcome(since(more))).toBe("account_unknown_ehr");
    expect(await since({ ...fieldsOf(left), credential: "LPN" })).toMatchObject({ accounts: left.accounts });
  });

  it("at each of two EHRs finds the same person", async () => {
    const [one, two] = [fresh(here), fresh(there)];
    const person = await change(nurse({ accounts: [one, two] }));
    const setUp = await readSetUp(server.deps, practice.id);
    for (const account of [one, two, { iss: here, user: `${here}/${one.user}` }])
      expect(setUp?.personAt(account, "2026-06-15")?.id).toBe(person.id);
    for (const account of [
      { iss: there, user: one.user },
      { iss: here, user: two.user },
    ])
      expect(setUp?.personAt(account, "2026-06-15")).toBeNull();
  });
});

describe("somebody who works from a day to a day", () => {
  it.each([
    ["the day before the first", "2026-02-28", false],
    ["on the first", "2026-03-01", true],
    ["on the last", "2026-05-31", true],
    ["the day after the last", "2026-06-01", false],
  ])("is staff or not %s", async (_, day, works) => {
    const account = fresh();
    const fields = { active_from: "2026-03-01", active_to: "2026-05-31", accounts: [account] };
    const person = await change(nurse(fields));
    expect(isActive(person, day)).toBe(works);
    const setUp = await readSetUp(server.deps, practice.id);
    expect(setUp?.personAt(account, day)?.id).toBe(works ? person.id : undefined);
    expect(setUp?.personOf(account)?.id).toBe(person.id);
  });
});

/** The day it is in the practices of these tests, and days around it. */
function dayFrom(days: number): string {
  const at = new Date(Date.parse(server.deps.now()) + days * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: practice.timezone }).format(at);
}

describe("the last administrator", () => {
  it.each([
    ["loses the permission", { permissions: [] }],
    ["left yesterday", { active_to: () => dayFrom(-1) }],
    ["leaves today", { active_to: () => dayFrom(0) }],
    ["leaves in a month", { active_to: () => dayFrom(30) }],
    ["begins tomorrow", { active_from: () => dayFrom(1) }],
    ["loses every account", { accounts: [] }],
  ])("stays: a change by which they would be one who %s is refused", async (_, what) => {
    const where = { in: await emptied(otherPractice.id) };
    const only = await change(administrator({ active_from: "2025-01-01" }), where);
    const said = Object.entries(what).map(([key, value]) => [
      key,
      typeof value === "function" ? value() : value,
    ]);
    const fields: PersonFields = { ...fieldsOf(only), ...Object.fromEntries(said) };
    expect(await outcome(change(fields, { ...where, on: only }))).toBe("last_administrator");
    await change(administrator(), where);
    expect(await outcome(change(fields, { ...where, on: only }))).toBe("done");
  });

  it.each([
    ["the day after", 31, "done"],
    ["two days after", 32, "last_administrator"],
  ])("may leave in a month where the next one begins %s", async (_, begins, told) => {
    const where = { in: await emptied(otherPractice.id) };
    const first = await change(administrator(), where);
    await change(administrator({ active_from: dayFrom(begins) }), where);
    const leaving = { ...fieldsOf(first), active_to: dayFrom(30) };
    expect(await outcome(change(leaving, { ...where, on: first }))).toBe(told);
  });

  it("is the one to come, too, where nobody administers yet", async () => {
    const where = { in: await emptied(otherPractice.id) };
    const only = await change(administrator({ active_from: dayFrom(7) }), where);
    const barred = { ...fieldsOf(only), permissions: [] };
    expect(await outcome(change(barred, { ...where, on: only }))).toBe("last_administrator");
  });

  it("is one of two who at once take the permission from each other", async () => {
    const where = { in: await emptied(otherPractice.id) };
    const two = [await change(administrator(), where), await change(administrator(), where)];
    const both = two.map((one) =>
      outcome(change({ ...fieldsOf(one), permissions: [] }, { ...where, on: one })),
    );
    expect((await Promise.all(both)).sort()).toEqual(["done", "last_administrator"]);
  });

  it("is not one whose only account is at an EHR that is no longer connected", async () => {
    const where = { in: await emptied(practice.id) };
    await change(administrator({ accounts: [fresh(there)] }), where);
    const only = await change(administrator(), where);
    const barred = {
      practice: practice.id,
      on: only,
      fields: { ...fieldsOf(only), permissions: [] },
      author: { name: "Test", launch: null },
    };
    expect(await outcome(changePerson(withoutThere(), barred))).toBe("last_administrator");
    expect(await outcome(changePerson(server.deps, barred))).toBe("done");
  });

  it("is nobody's matter where there never was one", async () => {
    const where = { in: await emptied(thirdPractice.id) };
    const added = await change(nurse(), where);
    expect(await outcome(change({ ...fieldsOf(added), credential: "LPN" }, { ...where, on: added }))).toBe(
      "done",
    );
  });

  it("is counted by the practice's own day: a colleague who begins when it is tomorrow there is none yet", async () => {
    const where = { in: await emptied(otherPractice.id) };
    const untilThree = (27 - new Date(server.deps.now()).getUTCHours()) * 60;
    server.pass({ minutes: untilThree });
    const [utcDay] = server.deps.now().split("T");
    expect(dayFrom(0) < (utcDay ?? "")).toBe(true);
    const only = await change(administrator(), where);
    await change(administrator({ active_from: utcDay ?? "" }), where);
    const barred = { ...fieldsOf(only), permissions: [] };
    expect(await outcome(change(barred, { ...where, on: only }))).toBe("last_administrator");
  });
});
