import { writeFileSync } from "node:fs";
import path from "node:path";
import { generatedDocs } from "./generated-docs.ts";

/** `npm run docs`: writes the generated documents anew; a test fails while they are stale. */
const project = path.resolve(import.meta.dirname, "../..");
for (const { path: file, text } of generatedDocs()) writeFileSync(path.join(project, file), text);
