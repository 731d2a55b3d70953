import { benchBrowser } from "./browser-bench.ts";
import { benchEvaluate } from "./evaluate-bench.ts";
import { benchLaunch } from "./launch-bench.ts";

benchEvaluate();
await benchLaunch();
await benchBrowser();
