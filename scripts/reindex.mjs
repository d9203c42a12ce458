import { guard, NODE, run } from "./prepare.mjs";

/** `npm run reindex`: has the running server build the search index anew, and waits until it has. */
guard(async () => {
  process.exitCode = await run(NODE, ["apps/server/src/reindex.ts"], { show: true });
});
