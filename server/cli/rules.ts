import { type Command, WrongUsage } from "./command.ts";
import { ruleBook } from "./rule-book/rule-book.ts";

/** `rules`: the rule book, as it stands in docs/rules.md. */
export const rules: Command = {
  synopsis: "rules",
  purpose: "Prints every rule, figure, reason and contested point with its source, as Markdown.",
  async run(args) {
    if (args.length > 0) throw new WrongUsage("`rules` takes nothing.");
    process.stdout.write(ruleBook());
    return 0;
  },
};
