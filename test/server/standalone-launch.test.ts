import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvents } from "./audit-events.ts";
import { type Clinic, hideCapability, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { origin, practice } from "./test-server.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

describe("a launch that begins at CareMonth", () => {
  it("asks the EHR for a patient, and opens the one that was chosen there", async () => {
    const browser = new LaunchingBrowser(clinic);
    const first = await browser.ask(
      `${origin}/launch?${new URLSearchParams({ iss: clinic.sandbox.fhirBase })}`,
    );
    const asked = new URL(first.headers.get("location") ?? "").searchParams;
    const scopes = asked.get("scope")?.split(" ") ?? [];
    expect(scopes).toEqual(expect.arrayContaining(["launch/patient", "openid", "fhirUser"]));
    expect([scopes.includes("launch"), asked.has("launch")]).toEqual([false, false]);
    const answer = await browser.ask(await browser.signInChoosing("p02"));
    const { launch, kind } = shellOf(await answer.text());
    expect(kind).toBe("chart");
    const row = await clinic.deps.store.db
      .selectFrom("launch")
      .select("patient_key")
      .where("id", "=", launch)
      .executeTakeFirstOrThrow();
    expect(row.patient_key).toBe(clinic.deps.keys.rowKey("patient", [clinic.sandbox.fhirBase, "p02"]));
  });

  it.each(["launch-standalone", "context-standalone-patient"])(
    "is refused in plain words where the EHR does not offer %s, and that is on the audit log",
    async (capability) => {
      const lone = await startClinic();
      await hideCapability(lone, capability);
      const query = new URLSearchParams({ iss: lone.sandbox.fhirBase });
      const answer = await new LaunchingBrowser(lone).ask(`${origin}/launch?${query}`);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("standalone_not_offered");
      const [failed] = await auditEvents(lone, "launch.failed");
      expect(failed?.details).toMatchObject({ code: "standalone_not_offered", practices: [practice.id] });
      await lone.close();
    },
  );
});

describe("the start page", () => {
  it("links every practice and EHR, says nothing else, and is framed by nobody", async () => {
    const answer = await new LaunchingBrowser(clinic, { dest: "document" }).ask(`${origin}/start`);
    const html = await answer.text();
    const href = `/launch?${new URLSearchParams({ iss: clinic.sandbox.fhirBase })}`;
    expect(answer.status).toBe(200);
    expect(html).toContain(`<a href="${href}">${practice.name}, Example EHR</a>`);
    expect(html).not.toContain("<script");
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

describe("a launch that could not start", () => {
  it("because the EHR is dead is on the audit log with its EHR and no more", async () => {
    const lone = await startClinic();
    const query = new URLSearchParams({ iss: lone.sandbox.fhirBase, launch: "launch-canary" });
    await lone.sandbox.close();
    await new LaunchingBrowser(lone).ask(`${origin}/launch?${query}`);
    expect(await auditEvents(lone, "launch.failed")).toEqual([
      {
        kind: "launch.failed",
        patient_key: null,
        details: { code: "ehr_unreachable", iss: lone.sandbox.fhirBase, practices: [practice.id] },
      },
    ]);
    await lone.close();
  });
});
