"use client";
import { createORPCClient } from "@orpc/client";
import { restLink } from "./link.ts";
import { createRequestKeys } from "./request-keys.ts";
import type { Api } from "./types.ts";

/** Asked by POST for the size of the question, but nothing is written: no answer has to be kept for a repeat. */
const QUESTIONS: readonly string[] = ["previewSchedule", "previewSeries", "previewSeriesMove"];

const keys = createRequestKeys();

const headers = (path: readonly string[], input: unknown): Record<string, string> =>
  QUESTIONS.includes(path.at(-1) ?? "") ? {} : { "idempotency-key": keys.keyOf(path, input) };

/** The client of the whole API with its table of routes, in the browser. Every write is safe to repeat after a lost connection. */
export const restClient: Api = createORPCClient(
  restLink({ origin: window.location.origin, headers, onSettled: keys.settled }),
);
