import { Html } from "./html.ts";

/** The EHR's own look: plain and slim, so that the framed app keeps the room. */
export const chartStyle = new Html(`
:root { color-scheme: light; --ink: #1d2733; --ink2: #4a5868; --line: #c9d1da; --ground: #eef1f4; --act: #0b5a6e; }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 "Segoe UI", -apple-system, Roboto, Arial, sans-serif; color: var(--ink);
  background: var(--ground); min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; }
a { color: var(--act); }
:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; padding: 6px 12px;
  background: #12313b; color: #fff; }
.bar a { color: #fff; }
.bar strong { font-weight: 600; }
.bar form { margin-left: auto; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
main { flex: 1; display: flex; flex-direction: column; padding: 12px; gap: 12px; min-width: 0; }
main.charts { padding: 8px; gap: 8px; }
h1 { font-size: 18px; line-height: 1.3; margin: 0; }
h2 { font-size: 15px; margin: 0; }
.page { width: 100%; max-width: 960px; margin: 0 auto; display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
.scroll { position: relative; overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 7px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
th { color: var(--ink2); font-weight: 600; }
thead th { white-space: nowrap; }
select, button, input[type="search"] { font: inherit; min-height: 30px; padding: 3px 10px; border: 1px solid #7d8896; border-radius: 6px;
  background: #fff; color: var(--ink); }
button { background: var(--act); border-color: var(--act); color: #fff; font-weight: 600; cursor: pointer; }
select { min-width: 0; max-width: 100%; }
input[type="checkbox"] { width: 18px; height: 18px; margin: 1px 0; }
.chart { flex: 1; display: flex; flex-direction: column; min-width: 0; min-height: 640px; background: #fff;
  border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.chart-head { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; padding: 6px 12px;
  border-bottom: 1px solid var(--line); background: #dfe8eb; }
.chart-head strong { color: #8c1d18; }
.page > .chart-head { border: 1px solid var(--line); border-radius: 6px; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; margin-left: auto; }
.tabs a, .kinds a { padding: 3px 10px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
.tabs a[aria-current], .kinds a[aria-current] { background: var(--act); border-color: var(--act); color: #fff; }
.kinds, .pages, .filter, .switches { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; }
.filter input { flex: 1 1 160px; min-width: 0; max-width: 320px; }
.frame-acts { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 4px 12px; }
.strip { border-radius: 0; border-width: 0 0 1px; }
.strip summary { padding: 4px 12px; font-weight: 400; }
.switches { padding: 6px 12px; gap: 8px 24px; }
.switches form { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
td.mono { overflow-wrap: anywhere; }
.strip p { margin: 0; padding: 0 12px 6px; min-height: 24px; }
section > h2 { margin: 4px 0 6px; }
del, ins { text-decoration: none; padding: 0 2px; white-space: pre-wrap; }
del { background: #fbe3e1; }
ins { background: #dcefdc; }
.chart iframe { flex: 1; width: 100%; border: 0; min-height: 600px; }
.side-by-side { flex: 1; display: grid; gap: 8px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); }
.quiet { color: var(--ink2); }
.mono { font-family: Consolas, "SF Mono", Menlo, "Liberation Mono", monospace; font-size: 13px; overflow-wrap: anywhere; }
pre { margin: 0; padding: 10px; overflow-x: auto; font-size: 12px; background: #fff; border-top: 1px solid var(--line); }
details { background: #fff; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
summary { padding: 8px 10px; cursor: pointer; font-weight: 600; }
@media (max-width: 520px) {
  .narrow-hide { display: none; }
  .bar form { margin-left: 0; }
  th, td { padding: 7px 6px; }
  td.mono { font-size: 12px; overflow-wrap: normal; }
}
@media (max-width: 380px) {
  th, td { padding: 7px 4px; }
  td.mono { overflow-wrap: anywhere; }
}
@media (max-width: 640px) {
  .stacks, .stacks tbody { display: block; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 7px 10px; border-bottom: 1px solid var(--line); }
  .stacks tbody tr:last-child { border-bottom: 0; }
  .stacks tbody :is(th, td) { padding: 0; border: 0; overflow-wrap: anywhere; }
  .stacks :is(th, .was, .is) { flex: 1 0 100%; }
  .stacks td:empty { display: none; }
  .stacks td::before { content: attr(data-heading) " "; color: var(--ink2); }
}
`);
