import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import {
  Act,
  Bars,
  type Person,
  type PersonFields,
  PracticeView,
  type SettingChange,
  settingDefaults,
} from "../../server/contract/index.ts";
import { openApp, server } from "./dom.tsx";
import { monthView } from "./month-view.ts";

export const iss = "https://ehr.example.org/fhir";
const otherIss = "https://hospital.example.org/fhir";
export const ehrs = [
  { iss, name: "Sandbox EHR" },
  { iss: otherIss, name: "Hospital EHR" },
];
const at = "2026-01-05T15:00:00Z";

/** One decision of the practice. */
export function change(
  key: SettingChange["key"],
  value: SettingChange["value"],
  rest: Partial<SettingChange> = {},
): SettingChange {
  return { key, value, from: "2026-01-01", by: "Administrator 1, MD", at, ...rest };
}

/** One person of the practice; `number` tells people apart. */
export function person(number: number, rest: Partial<PersonFields> & { version?: number } = {}): Person {
  return {
    name: `Nurse ${number}`,
    credential: "RN",
    role: "clinical_staff",
    active_from: "2025-01-01",
    accounts: [{ iss, user: `Practitioner/n-${number}` }],
    permissions: [],
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    version: 1,
    by: "Command line",
    at,
    ...rest,
  };
}

export const administrator = person(1, {
  name: "Administrator 1",
  credential: "MD",
  role: "practitioner",
  practitioner_type: "MD",
  permissions: ["administrator"],
});

/** Bars that bar nothing, or what is said here. */
export function bars(words: string | null = null): PracticeView["bars"] {
  return Bars.parse(Object.fromEntries(Act.options.map((act) => [act, words])));
}

/** A practice seen by an administrator on Oct 26, 2026; the rest by override. */
export function practiceView(changes: Partial<PracticeView> = {}): PracticeView {
  return PracticeView.parse({
    name: "Practice A",
    timezone: "America/New_York",
    today: "2026-10-26",
    ehrs: [ehrs[0]],
    in_force: settingDefaults,
    changes: [],
    people: [administrator],
    member: true,
    bars: bars(),
    account: { iss, user: "Practitioner/rn-1" },
    ...changes,
  });
}

/** Answers for the practice with these views in turn, the last one from then on. */
export function practicesAt(...views: readonly PracticeView[]): void {
  let turn = 0;
  server.use(
    http.get("/api/practice", () => {
      const view = views[Math.min(turn, views.length - 1)];
      turn += 1;
      return HttpResponse.json(view);
    }),
  );
}

/** Opens the practice from a chart's month. */
export async function openPractice(...views: readonly PracticeView[]): Promise<void> {
  practicesAt(...views);
  openApp(monthView());
  await userEvent.click(await screen.findByRole("button", { name: "Practice" }));
  if (views.length > 0) await screen.findByRole("heading", { level: 1, name: "Practice A" });
}

/** Takes what is sent to an address, and keeps it. */
export function takenAt(path: string, answer: (body: unknown) => Response): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.post(path, async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return answer(body);
    }),
  );
  return sent;
}
