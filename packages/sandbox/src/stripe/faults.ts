import type { Context, MiddlewareHandler } from "hono";
import type { IncomingMessage } from "node:http";
import type { Endpoints } from "./api.ts";
import { documentationOf, FAILED, invalidRequest } from "./errors.ts";

/**
 * What can go wrong on demand: Stripe is busy (429), fails before it begins (500, of which nothing is kept), never answers, or the
 * connection ends before it did what it was asked, or after; or it fails at a write, and keeps that answer under the idempotency
 * key, having done nothing of it or all.
 */
type Kind =
  | "rate_limit"
  | "error"
  | "timeout"
  | "drop_before"
  | "drop_after"
  | "fail_before"
  | "fail_after";

/** How a write fails: before anything was done, or after. */
export type Failure = "before" | "after";

interface Fault {
  kind: Kind;
  /** Part of the path of requests that it is for; all when null. */
  path: string | null;
  left: number;
}

export interface FaultParams {
  kind: Kind;
  path?: string;
  /** 1 when left out; 0 ends all faults. */
  times?: number;
}

const HELPERS = "/v1/test_helpers/";
/** After that a request that is never answered is dropped. */
const HANGS_MS = 60_000;

/** What the middleware leaves for a write. */
export interface FaultEnv {
  Variables: { failure: Failure | undefined };
}

export interface Faults {
  /** Does to a request what was asked for; goes before everything else. */
  middleware: MiddlewareHandler<FaultEnv>;
  register(api: Endpoints): void;
}

/** Faults that tests ask for: kept in memory, so that a restart ends them. */
export function createFaults(): Faults {
  let faults: Fault[] = [];

  /** The fault for this request, which counts as one of its times. */
  function take(path: string): Kind | null {
    if (path.startsWith(HELPERS)) return null;
    const fault = faults.find((one) => one.path === null || path.includes(one.path));
    if (!fault) return null;
    fault.left--;
    faults = faults.filter(({ left }) => left > 0);
    return fault.kind;
  }

  return {
    async middleware(c, next) {
      const kind = take(c.req.path);
      if (kind === "rate_limit") return rateLimited();
      if (kind === "error") return answerFailed();
      if (kind === "fail_before" || kind === "fail_after") {
        // Only writes have a key to keep it under.
        if (c.req.method !== "POST") return answerFailed();
        c.set("failure", kind === "fail_before" ? "before" : "after");
      }
      if (kind === "drop_before") return drop(c);
      if (kind === "timeout") {
        await hang(c.req.raw.signal);
        return drop(c);
      }
      await next();
      if (kind === "drop_after") c.res = drop(c);
      return undefined;
    },
    register(api) {
      // Stripe has no such thing. `times` 0 ends all faults.
      api.write("/test_helpers/faults", async (_work, { kind, path, times = 1 }) => {
        if (times < 0 || times > 1000)
          throw invalidRequest("This value must be between 0 and 1000.", { param: "times" });
        if (times === 0) faults = [];
        else faults.push({ kind, path: path ?? null, left: times });
        return { object: "test_helpers.faults", waiting: faults.length };
      });
    },
  };
}

function rateLimited(): Response {
  const error = {
    type: "invalid_request_error",
    code: "rate_limit",
    doc_url: documentationOf("rate_limit"),
    message:
      "Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.",
  };
  return Response.json(
    { error },
    { status: 429, headers: { "Stripe-Rate-Limited-Reason": "global-rate" } },
  );
}

function answerFailed(): Response {
  return Response.json(FAILED, { status: 500 });
}

/** Ends the connection before anything of an answer is sent; where there is none to end, the answer breaks off. */
function drop(c: Context): Response {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  if (incoming) {
    incoming.socket.destroy();
    // By this header Hono's server for Node knows that there is nothing to send.
    return new Response(null, { headers: { "x-hono-already-sent": "true" } });
  }
  return new Response(
    new ReadableStream({
      start: (controller) => controller.error(new Error("dropped by a fault that was asked for")),
    }),
  );
}

function hang(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HANGS_MS);
    timer.unref();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
