import { flavours } from "../flavours/flavours.ts";
import { Html, html } from "./html.ts";
import type { Visit } from "./visit.ts";

const hour = 60 * 60 * 1000;
const steps = [
  ["1 hour", hour],
  ["8 hours", 8 * hour],
  ["1 day", 24 * hour],
  ["7 days", 7 * 24 * hour],
  ["30 days", 30 * 24 * hour],
] as const;

/** The sandbox's present moment and which EHR it is like, and behind them the switches for both. */
export function controlStrip(visit: Visit): Html {
  const now = visit.clock.now().toISOString();
  const { title } = visit.flavours.flavour;
  return html`<details class="strip"><summary><time data-now datetime="${now}">${spoken(now)}</time>
· <span data-flavour>${title}</span> <span class="quiet">change</span></summary>
<div class="switches">${clockForm(visit)}${flavourForm(visit)}</div>
<p role="status" data-said></p></details>`;
}

/** To the minute; a record's times are finer, a reader's are not. */
export function spoken(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}

function clockForm({ here }: Visit): Html {
  return html`<form method="post" action="/switch/clock" data-switch>
<input type="hidden" name="back" value="${here}"><span id="forward">Clock forward by</span>
${steps.map(([label, ms]) => html`<button name="forward" value="${ms}" aria-describedby="forward">${label}</button> `)}
</form>`;
}

function flavourForm({ here, flavours: { flavour } }: Visit): Html {
  const options = flavours.map(({ name, title }) => {
    const selected = new Html(name === flavour.name ? " selected" : "");
    return html`<option value="${name}"${selected}>${title}</option>`;
  });
  return html`<form method="post" action="/switch/flavour" data-switch>
<input type="hidden" name="back" value="${here}"><label for="flavour">This EHR is like</label>
<select id="flavour" name="flavour">${options}</select>
<button>Change</button></form>`;
}
