import type { FastifyReply } from "fastify";
import type { Config } from "../config.ts";
import { escaped, sendPlainPage } from "../plain-page.ts";
import type { PracticeQuestion } from "./practice-choice.ts";

/** Where a choice of practice is made. */
export const choicePath = "/launch/practice";

/** Asks which practice a launch is for: one link each, which works once and in this browser alone. */
export function sendPracticeChoice(
  reply: FastifyReply,
  { practices }: Config,
  { connection, ids, staff, state }: PracticeQuestion,
): FastifyReply {
  const links = practices
    .filter(({ id }) => ids.includes(id))
    .map(({ id, name }) => `<li><a href="${escaped(linkTo(id, state))}">${escaped(name)}</a></li>`);
  const who = staff
    ? "You work in more than one practice."
    : "You are on the staff list of none of them, so you may read but not record. Ask an administrator to add you.";
  return sendPlainPage(reply, {
    title: "Which practice is this for?",
    body: `<p>${escaped(connection.name)} is the EHR of several practices. ${who}</p>
<ul>
${links.join("\n")}
</ul>
<p class="quiet">What you see and record belongs to the practice you choose. To change it, open CareMonth again.</p>`,
    frameAncestors: connection.frameAncestors,
  });
}

function linkTo(practice: string, state: string): string {
  return `${choicePath}?${new URLSearchParams({ state, practice })}`;
}
