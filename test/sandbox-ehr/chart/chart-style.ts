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
.scroll { overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 7px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
th { color: var(--ink2); font-weight: 600; }
thead th { white-space: nowrap; }
select, button { font: inherit; min-height: 30px; padding: 3px 10px; border: 1px solid #7d8896; border-radius: 6px;
  background: #fff; color: var(--ink); }
button { background: var(--act); border-color: var(--act); color: #fff; font-weight: 600; cursor: pointer; }
input[type="checkbox"] { width: 18px; height: 18px; margin: 1px 0; }
.chart { flex: 1; display: flex; flex-direction: column; min-width: 0; min-height: 640px; background: #fff;
  border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.chart header { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; padding: 6px 12px;
  border-bottom: 1px solid var(--line); background: #dfe8eb; }
.chart header a { margin-left: auto; }
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
`);
