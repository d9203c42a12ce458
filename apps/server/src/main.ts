import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import type { RunningServer } from "./server.ts";

// Compiled code is kept between starts. Only what is loaded from here on is, so nothing of ours before.
enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/node"));
const { bringCategories, bringDemoData } = await import("./demo-data.ts");
const { explain } = await import("./explain.ts");
const { startServer } = await import("./server.ts");

/** The one back-end entry point. `npm start` prepares what it needs and then runs this. */
const main = async (): Promise<void> => {
  const began = performance.now();
  let accounts: string[] = [];
  let running: RunningServer | undefined;
  const interrupt = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    process.stdout.write(`\n${signal}: finishing what is running …\n`);
    if (running) end(running);
    else interrupt.abort();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const fill: Parameters<typeof startServer>[1] = async (database, config) => {
    if (config.DEMO_DATA ?? config.NODE_ENV !== "production")
      accounts = await bringDemoData(database.owner, new Date());
    else await bringCategories(database.owner, new Date());
  };
  const server = await startServer(process.env, fill, interrupt.signal).catch((error) => {
    // What was under way failed because its database was ended.
    if (interrupt.signal.aborted) process.exit(0);
    throw error;
  });
  running = server;
  if (interrupt.signal.aborted) return end(server);

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const lines = [
    "",
    `  Loconomy is ready at ${server.url}   (${seconds} s)`,
    "",
    ...accounts.map((account) => `  ${account}`),
    ...(server.hasStandIns
      ? [
          `  Test mailbox           ${server.url}/sandbox/mailbox`,
          "  Test card              4242 4242 4242 4242, any future date, any CVC",
        ]
      : []),
    `  API                    ${server.url}/api/docs`,
    `  Data                   ${server.database.isEmbedded ? server.config.DATA_DIR : "the database at DATABASE_URL"}`,
    "",
    "  Ctrl-C stops it.",
    "",
  ];
  process.stdout.write(lines.join("\n"));
  // At the end of the process it would be written by itself, unless that is killed.
  flushCompileCache();
};

const end = (server: RunningServer): void =>
  void server.stop().then(
    () => process.exit(0),
    (error) => {
      server.log.error({ err: error }, "shutdown failed");
      process.exit(1);
    },
  );

main().catch((error) => {
  process.stderr.write(
    `\n${explain(error) ?? `Loconomy could not start.\n${error?.stack ?? error}`}\n\n`,
  );
  process.exit(1);
});
