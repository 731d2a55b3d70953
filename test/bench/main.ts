import { benchEvaluate } from "./evaluate-bench.ts";
import { benchLaunch } from "./launch-bench.ts";

benchEvaluate();
await benchLaunch();
