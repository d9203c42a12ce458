import { ConfigError } from "@loconomy/kit";
import { rebuildAndCompare } from "@loconomy/payments/check-books";
import { ownerCommand } from "./owner-command.ts";

await ownerCommand(async (owner) => {
  const faults = await rebuildAndCompare(owner);
  if (faults.length === 0) return "The books agree; balances made anew from every entry.";
  const lines = faults.map(({ subject, detail }) => `${subject}: ${detail}`);
  throw new ConfigError(
    `The books did not agree; balances made anew from every entry.\n${lines.join("\n")}`,
  );
});
