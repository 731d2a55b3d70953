import { Html } from "./html.ts";

/**
 * The pages work without it. With it the clock ticks, and a switch leaves the page and the apps in it as they are:
 * the form's answer is the state afterwards, which is shown and said.
 */
export const pageScript = new Html(`
const shown = document.querySelector("time[data-now]");
let base = Date.parse(shown.dateTime) - performance.now();
const show = () => {
  const iso = new Date(base + performance.now()).toISOString();
  shown.dateTime = iso;
  shown.textContent = iso.slice(0, 16).replace("T", " ") + " UTC";
};
setInterval(show, 1000);
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-switch]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
  const { now, flavour } = await answer.json();
  base = Date.parse(now) - performance.now();
  show();
  document.querySelector("[data-flavour]").textContent = flavour;
  document.querySelector("[data-said]").textContent = "It is " + shown.textContent + ", and the EHR is " + flavour + ".";
});
`);
