import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failed, type LaunchProblemCode } from "../../launch/problem.ts";
import { sendProblemPage } from "../../server/problem-page.ts";
import { expectGoodLooks } from "./looks.ts";
import { openStage, type Stage } from "./stage.ts";

/** Every code there is: a new one that is missing here does not compile. */
const codes: Record<LaunchProblemCode, true> = {
  missing_launch: true,
  standalone_not_offered: true,
  unknown_iss: true,
  ehr_unreachable: true,
  discovery_unusable: true,
  refused: true,
  scope_refused: true,
  client_refused: true,
  ehr_busy: true,
  state_unknown: true,
  exchange_failed: true,
  id_token_invalid: true,
  no_patient: true,
  other_patient: true,
  other_user: true,
  no_user: true,
};
const isCode = (text: string): text is LaunchProblemCode => text in codes;

const pages = fastify();
let stage: Stage;
let url = "";
beforeAll(async () => {
  stage = await openStage();
  pages.get<{ Params: { code: string } }>("/:code", (request, reply) => {
    const { code } = request.params;
    if (!isCode(code)) return reply.code(404).send();
    const { problem } = failed(code);
    const goesOn = code === "other_patient" ? "a-launch" : undefined;
    return sendProblemPage(reply, stage.demo.deps.config, { ...problem, request: request.id, goesOn });
  });
  url = await pages.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await pages.close();
  await stage.close();
});

describe.each([400, 1280])("at %i px", (width) => {
  it("every problem of a launch says what happened and what to do, in words of its own", async () => {
    const page = await (await stage.context(width)).newPage();
    const said = new Set<string>();
    for (const code of Object.keys(codes)) {
      await page.goto(`${url}/${code}`);
      await expectGoodLooks(page, `problem-${code}-${width}`);
      const text = await page.locator("main").innerText();
      expect(text).toMatch(/What to do: [A-Z].*tell them/s);
      said.add(text.slice(0, text.indexOf("What to do:")));
    }
    expect(said.size).toBe(Object.keys(codes).length);
    await page.context().close();
  });
});
