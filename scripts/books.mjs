import { guard, NODE, run } from "./prepare.mjs";

/** `npm run books`: compares the ledger with itself and makes its balances anew; fails when something does not agree. */
guard(async () => {
  process.exitCode = await run(NODE, ["apps/server/src/books.ts"], { show: true });
});
