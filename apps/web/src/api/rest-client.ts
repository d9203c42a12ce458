"use client";
import { createORPCClient } from "@orpc/client";
import { restLink } from "./link.ts";
import type { Api } from "./types.ts";

/** Asked by POST for the size of the question, but nothing is written: no answer has to be kept for a repeat. */
const QUESTIONS: readonly string[] = ["previewSchedule", "previewSeries", "previewSeriesMove"];

/** Idempotency keys make every write safe to repeat after a lost connection. */
const headers = (path: readonly string[]): Record<string, string> =>
  QUESTIONS.includes(path.at(-1) ?? "") ? {} : { "idempotency-key": crypto.randomUUID() };

/** The client of the whole API with its table of routes, in the browser. */
export const restClient: Api = createORPCClient(
  restLink({ origin: window.location.origin, headers }),
);
