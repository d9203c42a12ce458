import { ConfigError } from "@loconomy/kit";
import { dismissOperator, makeOperator } from "@loconomy/users/operators";
import { ownerCommand } from "./owner-command.ts";

const [email, option, ...more] = process.argv.slice(2);
const isDismissal = option === "--dismiss";

await ownerCommand(async (owner) => {
  if (!email?.includes("@") || more.length > 0 || (option !== undefined && !isDismissal))
    throw new ConfigError("Say whose account: npm run operator -- ada@example.com [--dismiss]");
  return (isDismissal ? dismissOperator : makeOperator)(owner, email);
});
