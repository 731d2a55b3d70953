import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Deliveries, MonthView, type PersonFields, RecordPreview } from "../../server/contract/index.ts";
import { recordIdentifier } from "../../server/identifiers.ts";
import { countChanges } from "../../server/practices/setting-rows.ts";
import { setUpPractice } from "../demo/set-up-practice.ts";
import type { Clinic } from "./launching-browser.ts";
import { openTestLaunch, ownPage } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { type Answer, type Opened, openIn, type Said, walk } from "./practice-walk.ts";
import { productRoutes, type Route } from "./product-routes.ts";
import { otherPractice, practice } from "./test-server.ts";
import { startTwoPractices } from "./two-practices.ts";

/* Bea administers both practices and has the same patient's chart open in each: nothing but the practice differs. */

const canaries = {
  person: "Bea Canary-Person",
  colleague: "Cy Canary-Colleague",
  setting: "canary-wording",
  later: "canary-closure",
  draft: "canary-draft",
};
const administrator = (name: string, iss: string): PersonFields => ({
  ...clinicalStaff(name, [{ iss, user: "Practitioner/rn-2" }]),
  permissions: ["administrator"],
});

interface Planted {
  readonly patient: string;
  readonly preview: string;
  readonly delivery: string;
  readonly task: string;
  readonly person: string;
}

let clinic: Clinic;
let routes: Route[];
let inA: Opened;
let inB: Opened;
let planted: Planted;
beforeAll(async () => {
  routes = await productRoutes();
  clinic = await startTwoPractices({
    people: (iss) => [
      [administrator("Bea Both", iss), clinicalStaff("Ana Ortiz", [{ iss, user: "Practitioner/rn-1" }])],
      [administrator(canaries.person, iss), clinicalStaff(canaries.colleague, [])],
    ],
  });
  const consent_wording = { en: canaries.setting };
  const closures = [{ day: "2027-07-04", reason: canaries.later }];
  await setUpPractice(clinic.deps, {
    id: otherPractice.id,
    settings: { consent_wording, closures },
    people: [],
  });
  inB = await openIn(clinic, { user: "rn-2", patient: "p01", practice: otherPractice.name });
  inA = await openIn(clinic, { user: "rn-2", patient: "p01", practice: practice.name });
  planted = await plant(inB);
});
afterAll(() => clinic.close());

/** Does in a practice all that leaves something behind. */
async function plant({ ask }: Opened): Promise<Planted> {
  const month = "/api/month/current";
  const { patient } = MonthView.parse(JSON.parse((await ask("GET", month)).text));
  const write = async (method: string, path: string, body: object, status: number) => {
    const answer = await ask(method, path, { ...body, patient: patient.key });
    expect([path, answer.status, answer.text]).toEqual([path, status, expect.anything()]);
    return answer.text === "" ? null : JSON.parse(answer.text);
  };
  await write("PUT", "/api/drafts/note", { text: canaries.draft }, 204);
  await write("POST", `${month}/attestations`, { pointer: "/other_services" }, 204);
  const shown = RecordPreview.parse(await write("POST", `${month}/preview`, {}, 200));
  await write("POST", `${month}/record`, { preview: shown.id }, 202);
  const list = async () =>
    Deliveries.parse(JSON.parse((await ask("GET", `${month}/deliveries`)).text)).deliveries;
  const [delivery] = await vi.waitFor(async () => {
    const all = await list();
    expect(all.map(({ state }) => state)).toEqual(["confirmed"]);
    return all;
  });
  const unused = RecordPreview.parse(await write("POST", `${month}/preview`, {}, 200));
  const { people } = JSON.parse((await ask("GET", "/api/practice")).text);
  return {
    patient: patient.key,
    preview: unused.id,
    delivery: delivery?.id ?? "",
    task: delivery?.reference ?? "",
    person: people[0].id,
  };
}

/** What is sent on the walk: wherever an id has a place, one of the other practice. */
async function said(): Promise<Said> {
  const { patient, preview, delivery, person } = planted;
  const fields = clinicalStaff("Dee Diaz", []);
  const seen = await countChanges(clinic.deps.store.db, practice.id, "pos");
  return {
    params: { month: "current", place: "note", id: delivery },
    bodies: {
      "POST /api/month/:month/attestations": { patient, pointer: "/prior_ccm_claims_this_month" },
      "POST /api/month/:month/decision-complexity": { patient, answer: "moderate" },
      "POST /api/month/:month/preview": { patient },
      "POST /api/month/:month/record": { patient, preview },
      "POST /api/deliveries/:id/look-up": { patient },
      "PUT /api/drafts/:place": { patient, text: "of the first practice" },
      "DELETE /api/drafts/:place": { patient },
      "POST /api/practice/settings": { key: "pos", value: "22", from: "2026-01-01", seen },
      "POST /api/practice/people": { on: { id: person, version: 1 }, fields },
      "POST /api/relaunch": undefined,
      "POST /api/log-off": undefined,
    },
  };
}

/** Everything of the second practice in the store. */
async function storedOfB(): Promise<unknown> {
  const { db } = clinic.deps.store;
  const tables = ["setting_change", "person_version", "person_account", "attestation", "delivery"] as const;
  const rows = tables.map((table) =>
    db.selectFrom(table).selectAll().where("practice", "=", otherPractice.id).execute(),
  );
  return Promise.all(rows);
}

/** Which answers hold something of the second practice, and what. */
function leaks(answers: Record<string, Answer>): string[] {
  const { preview, delivery, person } = planted;
  const theirs = [...Object.values(canaries), "canary", otherPractice.name, preview, delivery, person];
  return Object.entries(answers).flatMap(([name, { text }]) =>
    theirs.filter((one) => text.includes(one)).map((one) => `${name}: ${one}`),
  );
}

describe("a launch of one of two practices of an EHR", () => {
  it("shows what is its own: every canary is there to be found in the second practice", async () => {
    const looking = routes.filter(({ method }) => method === "GET");
    const answers = await walk(inB, "required", { routes: looking, ...(await said()) });
    const texts = Object.values(answers)
      .map(({ text }) => text)
      .join("\n");
    for (const canary of [...Object.values(canaries), planted.delivery, planted.task, planted.person])
      expect(texts).toContain(canary);
    expect(texts).toContain(`"by":"${canaries.person}, RN"`);
  });

  it("shows nothing of the other practice on any route, and takes none of its ids", async () => {
    const before = await storedOfB();
    const answers = await walk(inA, "required", { routes, ...(await said()) });
    expect(leaks(answers)).toEqual([]);
    const refused = Object.entries(answers).flatMap(([name, { status, text }]) =>
      status < 400 ? [] : [[name, status, JSON.parse(text).code]],
    );
    expect(refused).toEqual([
      ["POST /api/month/:month/decision-complexity", 403, "not_billing_practitioner"],
      ["POST /api/month/:month/record", 409, "preview_expired"],
      ["POST /api/deliveries/:id/look-up", 404, "not_found"],
      ["POST /api/practice/people", 404, "not_found"],
    ]);
    const month = MonthView.parse(JSON.parse(answers["GET /api/month/:month"]?.text ?? ""));
    expect(month.questions.map(({ answered }) => answered)).toEqual(month.questions.map(() => null));
    expect(month.record).toMatchObject({ in_ehr: null, deliveries: [] });
    // The chart is one, and both practices read it: that somebody else's record stands there is said, and nothing of it.
    expect(month.set_aside).toEqual([
      expect.objectContaining({ reference: planted.task, kind: "unverified", artefact: "month" }),
    ]);
    expect(JSON.parse(answers["GET /api/drafts/:place"]?.text ?? "").draft).toBeNull();
    expect(await storedOfB()).toEqual(before);
    const draft = await inB.ask("GET", "/api/drafts/note");
    expect(JSON.parse(draft.text).draft.text).toBe(canaries.draft);
  });

  it("shows nothing of it from outside every chart either", async () => {
    const panel = await openIn(clinic, { user: "rn-2", patient: null, practice: practice.name });
    const answers = await walk(panel, "panel", { routes, ...(await said()) });
    expect(Object.keys(answers)).toContain("GET /api/panel-head");
    expect(leaks(answers)).toEqual([]);
  });

  it("names its records otherwise: the same month of the same patient is another record", async () => {
    const again = await openIn(clinic, { user: "rn-2", patient: "p01", practice: practice.name });
    const { patient } = planted;
    const shown = await again.ask("POST", "/api/month/current/preview", { patient });
    const preview = RecordPreview.parse(JSON.parse(shown.text)).id;
    expect((await again.ask("POST", "/api/month/current/record", { patient, preview })).status).toBe(202);
    const identifiers = () =>
      clinic.sandbox
        .all("Task")
        .flatMap(({ resource }) => resource.identifier?.map(({ value }) => value) ?? []);
    await expect.poll(identifiers).toHaveLength(2);
    expect(new Set(identifiers()).size).toBe(2);
    const whose = { iss: clinic.sandbox.fhirBase, patient: "p01" };
    const record = { artefact: "month", key: "2026-10" } as const;
    const named = [practice.id, otherPractice.id].map((id) =>
      recordIdentifier(clinic.deps.keys, { ...whose, practice: id }, record),
    );
    expect(new Set(named).size).toBe(2);
  });

  it("makes nobody staff of the other: who works in the first alone may read there and not record", async () => {
    const iss = clinic.sandbox.fhirBase;
    const user = "Practitioner/rn-1";
    const [own, other] = [
      await openTestLaunch(clinic, { iss, user, practice: practice.id }),
      await openTestLaunch(clinic, { iss, user, practice: otherPractice.id }),
    ];
    const ask = async (headers: Readonly<Record<string, string>>, url: string, payload?: object) => {
      const sent = { url, headers: { ...ownPage, ...headers }, method: payload ? "POST" : "GET" } as const;
      const answer = await clinic.app.inject({ ...sent, ...(payload && { payload }) });
      return [answer.statusCode, answer.json()] as const;
    };
    const barred = async (headers: Readonly<Record<string, string>>) =>
      (await ask(headers, "/api/practice"))[1].bars.prepare_month;
    expect(await barred(own.headers)).toBeNull();
    expect(await barred(other.headers)).toContain("not on this practice's staff list");
    const { patient } = planted;
    const refused = await ask(other.headers, "/api/month/current/preview", { patient });
    expect(refused).toEqual([403, expect.objectContaining({ code: "not_staff" })]);
  });
});
