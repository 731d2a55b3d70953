import { Person, PersonRequest, PracticeView, SettingChange, SettingRequest } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { nameOf } from "../staff.ts";
import type { TypedApp } from "../typed-app.ts";
import type { Author } from "./author.ts";
import { changePerson } from "./change-person.ts";
import { changeSetting } from "./change-setting.ts";
import { type AtPractice, userOf } from "./practices-service.ts";
import { viewPractice } from "./view-practice.ts";

/** The practice's own screens: its people may look, administrators change. */
export function registerPracticeRoutes(app: TypedApp, deps: ServerDeps): void {
  const view = { response: { 200: PracticeView } };
  app.get("/api/practice", { config: { launch: "any", act: "none" }, schema: view }, async ({ anyLaunch }) =>
    viewPractice(anyLaunch, deps),
  );
  const setting = { body: SettingRequest, response: { 201: SettingChange } };
  app.post(
    "/api/practice/settings",
    { config: { launch: "any", act: "change_settings" }, schema: setting },
    async ({ anyLaunch, body }, reply) => {
      const change = { practice: anyLaunch.practice.id, request: body, author: authorOf(anyLaunch) };
      return reply.code(201).send(await changeSetting(deps, change));
    },
  );
  const person = { body: PersonRequest, response: { 201: Person } };
  app.post(
    "/api/practice/people",
    { config: { launch: "any", act: "change_people" }, schema: person },
    async ({ anyLaunch, body }, reply) => {
      const change = { practice: anyLaunch.practice.id, ...body, author: authorOf(anyLaunch) };
      return reply.code(201).send(await changePerson(deps, change));
    },
  );
}

function authorOf(launch: AtPractice): Author {
  const person = userOf(launch);
  if (!person) throw new Error("Somebody who is not on the staff list was let through to a change.");
  return { name: nameOf(person), launch: launch.context };
}
