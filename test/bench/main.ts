import { benchBrowser } from "./browser-bench.ts";
import { benchChart } from "./chart-bench.ts";
import { benchEvaluate } from "./evaluate-bench.ts";
import { benchLaunch } from "./launch-bench.ts";

benchEvaluate();
benchChart();
await benchLaunch();
await benchBrowser();
