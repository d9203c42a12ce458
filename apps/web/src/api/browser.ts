"use client";
import { createORPCClient } from "@orpc/client";
import { restLink } from "./link.ts";
import type { Api } from "./types.ts";

/** Asked by POST for the size of the question, but nothing is written: no answer has to be kept for a repeat. */
const QUESTIONS: readonly string[] = ["previewSchedule", "previewSeries", "previewSeriesMove"];

/** Idempotency keys make every write safe to repeat after a lost connection. */
const headers = (path: readonly string[]): Record<string, string> =>
  QUESTIONS.includes(path.at(-1) ?? "") ? {} : { "idempotency-key": crypto.randomUUID() };

/** The API as the signed-in visitor; works in the browser only (on the server use `@/api/server`). */
export const api: Api = createORPCClient(
  restLink({
    origin: typeof window === "undefined" ? "http://localhost" : window.location.origin,
    headers,
  }),
);
