"use client";
import { createORPCClient } from "@orpc/client";
import { restLink } from "./link.ts";
import type { Api } from "./types.ts";

/** Idempotency keys make every write safe to repeat after a lost connection. */
const headers = (): Record<string, string> => ({ "idempotency-key": crypto.randomUUID() });

/** The API as the signed-in visitor; works in the browser only (on the server use `@/api/server`). */
export const api: Api = createORPCClient(
  restLink({
    origin: typeof window === "undefined" ? "http://localhost" : window.location.origin,
    headers,
  }),
);
