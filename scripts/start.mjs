import { spawn } from "node:child_process";
import { environment, guard, NODE, prepare, ROOT } from "./prepare.mjs";

/** `npm start`: prepares what is missing, then runs the server until it is stopped. */
guard(async () => {
  await prepare({ web: process.env.WEB !== "0" });
  const server = spawn(NODE, ["--disable-warning=ExperimentalWarning", "apps/server/src/main.ts"], {
    cwd: ROOT,
    env: environment(),
    stdio: "inherit",
  });
  // The terminal sends Ctrl-C to the server as well; this process only waits for it. Others tell only this process.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  const code = await new Promise((done) =>
    server.on("close", (exit, signal) => done(exit ?? (signal ? 130 : 1))),
  );
  process.exitCode = code;
});
