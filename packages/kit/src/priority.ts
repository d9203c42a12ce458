import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What is done first when much waits; smaller goes before larger. What somebody asked for, and all that follows from it, goes
 * before what the clock does and what follows from that: after an outage hundreds of due completions stand in line, and the
 * news that a payment went through is not to wait for them.
 */
export const ASKED_FOR = 0;
export const BY_THE_CLOCK = 1;

const priorities = new AsyncLocalStorage<number>();

/** Runs a job so that all it tells and enqueues has its priority. */
export const withPriority = <T>(priority: number, fn: () => T): T => priorities.run(priority, fn);

/** The priority of what is told and enqueued now, with a delay or at once. */
export const priorityOf = (delaySeconds: number): number =>
  delaySeconds > 0 ? BY_THE_CLOCK : (priorities.getStore() ?? ASKED_FOR);
