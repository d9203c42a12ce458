import { guard, NODE, run } from "./prepare.mjs";

/** `npm run operator -- ada@example.com`: makes an account an operator's; with `--dismiss` an ordinary one again. */
guard(async () => {
  const command = ["apps/server/src/operator.ts", ...process.argv.slice(2)];
  process.exitCode = await run(NODE, command, { show: true });
});
