import { type NamedRun, runTests } from "./run-tests.ts";
import { type Sabotage, sabotages } from "./sabotages.ts";
import { TreeCopy } from "./tree-copy.ts";

/*
 * `npm run assurance:safeguards`: switches one safeguard off at a time, in a copy of the tree, and fails where a test that is
 * named for it does not notice. Words of its arguments choose the safeguards whose names hold them.
 */

const chosen = sabotages.filter(({ name }) => process.argv.slice(2).every((word) => name.includes(word)));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const tree = new TreeCopy();
let survived = 0;
try {
  proveGreen();
  for (const sabotage of chosen) prove(sabotage);
} finally {
  tree.remove();
}
say(`${chosen.length - survived} of ${chosen.length} safeguards were missed when they were off`);
process.exitCode = survived === 0 ? 0 : 1;

/** A test that is red anyway would notice everything. */
function proveGreen(): void {
  const ran = runTests(
    tree.dir,
    chosen.flatMap(({ noticed }) => noticed),
  );
  const wrong = ran.filter(({ passed, failed }) => passed.length === 0 || failed.length > 0);
  for (const { file, test, failed } of wrong) {
    say(`with every safeguard on, ${failed.length === 0 ? "not found" : "red"}: ${file} > ${test}`);
  }
  if (wrong.length > 0) throw new Error("nothing can be proved with tests that are not green");
  say(`with every safeguard on, all ${ran.reduce((sum, { passed }) => sum + passed.length, 0)} cases pass`);
}

function prove({ name, edits, noticed }: Sabotage): void {
  const ran = tree.with(edits, () => runTests(tree.dir, noticed));
  const slept = ran.filter(({ failed }) => failed.length === 0);
  if (slept.length > 0) survived += 1;
  say(`\noff: ${name}${slept.length > 0 ? "   SURVIVED" : ""}`);
  for (const one of ran) sayRed(one);
}

function sayRed({ file, test, failed, passed }: NamedRun): void {
  const cases = `${failed.length} of ${failed.length + passed.length} red`;
  say(`  ${failed.length > 0 ? "red " : "SLEPT"} ${file} > ${test} (${cases})`);
}
