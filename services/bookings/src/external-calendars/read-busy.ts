import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Busy, BusyQuestion } from "./busy.ts";
import { CalendarProblem, type CalendarProblemCode } from "./problem.ts";

const TIMEOUT_MS = 10_000;
const MEMORY_MB = 256;

/**
 * Works out when somebody is busy, in a thread that ends when it takes too long or needs too much memory.
 * @throws CalendarProblem
 */
export const readBusy = async (question: BusyQuestion, timeoutMs = TIMEOUT_MS): Promise<Busy> => {
  const worker = new Worker(new URL("./busy-worker.ts", import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    execArgv: [],
  });
  const answer = once(worker, "message", { signal: AbortSignal.timeout(timeoutMs) });
  try {
    const [found] = (await answer) as [Busy | { problem: CalendarProblemCode }];
    if ("problem" in found) throw new CalendarProblem(found.problem);
    return found;
  } catch (error) {
    if (error instanceof CalendarProblem) throw error;
    const { name, code } = error as NodeJS.ErrnoException;
    throw name === "AbortError" || code === "ERR_WORKER_OUT_OF_MEMORY"
      ? new CalendarProblem("too_slow", error)
      : new CalendarProblem("damaged", error);
  } finally {
    await worker.terminate();
  }
};
