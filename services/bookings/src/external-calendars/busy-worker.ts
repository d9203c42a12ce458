import { parentPort, workerData } from "node:worker_threads";
import { busyOf, type BusyQuestion } from "./busy.ts";
import { CalendarProblem } from "./problem.ts";

/** Runs in a thread of its own: whatever a calendar does to its reader, requests go on. */
const answer = () => {
  try {
    return busyOf(workerData as BusyQuestion);
  } catch (error) {
    if (error instanceof CalendarProblem) return { problem: error.code };
    throw error;
  }
};
parentPort!.postMessage(answer());
