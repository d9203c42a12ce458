import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("what prepares a start ends with it: the next start would install beside one that still does", async () => {
  const step = "console.log(process.pid); setInterval(() => {}, 1_000)";
  const program = `import { run } from ${JSON.stringify(new URL("prepare.mjs", import.meta.url).href)};
    process.exitCode = await run(process.execPath, ["-e", ${JSON.stringify(step)}], { show: true });`;
  const starting = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(starting.stdout, "data")) as [Buffer];
  const pid = Number(line);
  try {
    expect(isAlive(pid)).toBe(true);
    const exit = once(starting, "exit");
    starting.kill("SIGTERM");
    expect(await exit).toEqual([1, null]);
    await expect.poll(() => isAlive(pid)).toBe(false);
  } finally {
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
  }
});
