import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { connection, origin } from "./test-server.ts";

const readTypes = ["Condition", "Consent", "Encounter", "Coverage", "Task"].map(
  (type) => `patient/${type}.rs`,
);
const scopes = ["patient/Patient.r", "patient/CarePlan.rus", "patient/Task.cu", ...readTypes];
const withheld = ["patient/Consent.rs", "patient/Coverage.rs", "patient/Task.cu"];

/** A clinic whose EHR grants what is asked of it, or less. */
function clinicGranting(grant: (asked: string[]) => string[]): Promise<Clinic> {
  return startClinic({ grant }, (iss) => ({
    connections: [{ ...connection, iss, insecure_http: true, scopes }],
  }));
}

let generous: Clinic;
let sparing: Clinic;
beforeAll(async () => {
  generous = await clinicGranting((asked) => asked);
  sparing = await clinicGranting((asked) => asked.filter((scope) => !withheld.includes(scope)));
});
afterEach(() => generous.sandbox.intercept(null));
afterAll(async () => {
  await generous.close();
  await sparing.close();
});

/** The month of a patient, and which types the EHR was asked for. */
async function monthAt({ clinic, patient = "p01" }: { clinic: Clinic; patient?: string }) {
  const before = clinic.sandbox.requests.length;
  const browser = new LaunchingBrowser(clinic);
  const { launch } = shellOf(await (await browser.launch(patient)).text());
  const headers = { "x-caremonth-launch": launch };
  const answer = await browser.ask(`${origin}/api/month/current`, { headers });
  expect(answer.status).toBe(200);
  const asked = clinic.sandbox.requests.slice(before).flatMap(({ type }) => type ?? []);
  return { month: await answer.json(), types: new Set(asked) };
}

const styles = () => generous.sandbox.requests.filter(({ path }) => path === "/smart-style.json");

describe("a month under narrower rights than asked for", () => {
  it("names each right that is missing, works with the rest, and asks for nothing outside", async () => {
    const { month, types } = await monthAt({ clinic: sparing });
    expect(month.narrowed.map(({ what }: { what: string }) => what).sort()).toEqual([
      "read Consent",
      "read Coverage",
      "write Task",
    ]);
    expect([types.has("Task"), types.has("Consent"), types.has("Coverage")]).toEqual([true, false, false]);
    expect(month.record.channel).toBe("export");
  });

  it("says nothing where everything was given", async () => {
    const { month } = await monthAt({ clinic: generous });
    expect(month.narrowed).toEqual([]);
  });
});

describe("the looks of an EHR", () => {
  it("are on the screen, and come from one request however many launches there are", async () => {
    await monthAt({ clinic: generous });
    const { month } = await monthAt({ clinic: generous, patient: "p02" });
    expect(month.ehr_style).toMatchObject({ color_text: "#1d2733", color_modal_backdrop: null });
    expect(styles().length).toBe(1);
  });

  it("never keep a month waiting, and stay as they were while they are asked for anew", async () => {
    await monthAt({ clinic: generous });
    generous.pass({ minutes: 61 });
    generous.sandbox.intercept(({ path }) => (path === "/smart-style.json" ? { kind: "hang" } : null));
    const { month } = await monthAt({ clinic: generous });
    expect(month.ehr_style).toMatchObject({ color_text: "#1d2733" });
    expect(styles().at(-1)?.status).toBeNull();
  });
});
