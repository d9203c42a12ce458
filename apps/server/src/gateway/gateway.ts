import { OpenAPIHandler } from "@orpc/openapi/fetch";
import type { Actor, ServiceName } from "@loconomy/contracts";
import {
  problem,
  problemResponse,
  sqlState,
  toProblem,
  withRequestId,
  type Clients,
  type Clock,
  type Db,
  type Log,
  type RequestContext,
  type ServiceRegistry,
} from "@loconomy/kit";
import { ORPCError } from "@orpc/server";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { clientAddress } from "./address.ts";
import { limitBody } from "./body-limit.ts";
import { inOnePiece } from "./compression.ts";
import { docsResponse } from "./docs.ts";
import { withETag } from "./etag.ts";
import { newGuest, readGuest } from "./guest.ts";
import { API_CSP, SECURITY_HEADERS } from "./headers.ts";
import { createIdempotency } from "./idempotency.ts";
import { describeApi } from "./openapi.ts";
import { mayWrite } from "./origin.ts";
import { PlainJsonHandler } from "./plain-json.ts";
import { createPublicRead, PUBLIC_READ, type PublicRead } from "./public-read.ts";
import type { RateLimits } from "./rate-limit.ts";

export interface GatewayOptions {
  registry: ServiceRegistry;
  /** Services in this process: their public routers answer below `/api/v1`. */
  names: readonly ServiceName[];
  clients: Clients;
  db: Db;
  clock: Clock;
  log: Log;
  limits: RateLimits;
  publicUrl: () => string;
  corsOrigins: readonly string[];
  trustedProxies: number;
  secret: string;
  isReady: () => Promise<boolean>;
}

/** What the HTTP server passes along with a request. */
export interface Connection {
  socketAddress: string;
}

type Env = {
  Bindings: Connection;
  Variables: { requestId: string; guestId: string | null; address: string };
};

export interface Gateway {
  /** Answers `/api/*`, `/healthz` and `/readyz`. */
  fetch(request: Request, connection: Connection): Promise<Response>;
  /** The short way for a guest's public reads where requests come from Node's HTTP server; false: not one of them. */
  publicRead: PublicRead;
  /** Who the headers of a request belong to: session cookie, bearer token or guest cookie. */
  actorOf(headers: Headers): Promise<Actor>;
}

const API = "/api/v1";
const CREDENTIALS =
  /^\/api\/auth\/(sign-in|sign-up|request-password-reset|reset-password|send-verification-email)/;

/** The one public door: knows people from cookies and tokens, limits, checks origins, replays, and passes on to the services. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { registry, names, clients, db, clock, log, limits, secret } = options;
  const router = Object.fromEntries(names.map((name) => [name, registry.get(name)!.router]));
  const handling = {
    customErrorResponseBodyEncoder: toProblem,
    clientInterceptors: [translateDatabaseErrors(log)] as never,
  };
  const handler = new OpenAPIHandler(router as never, handling);
  const raw = names.flatMap((name) => Object.entries(registry.get(name)!.raw ?? {}));

  const actorOf = async (headers: Headers): Promise<Actor> => {
    const cookie = headers.get("cookie");
    const authorization = headers.get("authorization");
    const guestId = readGuest(cookie, secret);
    if (!authorization && !cookie?.includes("session")) return { kind: "guest", guestId };
    const user = await clients.users.authenticate({ cookie, authorization });
    return user ? { kind: "user", ...user, guestId } : { kind: "guest", guestId };
  };

  const app = new Hono<Env>();
  let description: Promise<object> | undefined;

  app.use(async (c, next) => {
    const requestId = crypto.randomUUID();
    c.set("requestId", requestId);
    c.set(
      "address",
      clientAddress(
        c.env.socketAddress,
        c.req.header("x-forwarded-for") ?? null,
        options.trustedProxies,
      ),
    );
    const started = performance.now();
    await withRequestId(requestId, async () => {
      await next();
      const ms = Math.round((performance.now() - started) * 10) / 10;
      log[c.res.status >= 500 ? "error" : "debug"](
        { method: c.req.method, path: loggable(c.req.path), status: c.res.status, ms },
        "request",
      );
    });
    finish(c.res.headers, requestId);
  });
  app.use("/api/*", async (c, next) => {
    await next();
    const whole = await inOnePiece(c.res, c.req.header("accept-encoding") ?? null);
    // Otherwise Hono would put the headers of the old answer on the new one.
    c.res = undefined;
    c.res = whole;
  });
  app.use(
    "/api/*",
    cors({
      origin: [...options.corsOrigins],
      credentials: true,
      exposeHeaders: ["etag", "retry-after", "x-request-id", "idempotency-replayed"],
      maxAge: 600,
    }),
  );
  app.use("/api/*", async (c, next) => {
    await limits.consume("address", c.var.address);
    if (CREDENTIALS.test(c.req.path) && c.req.method === "POST")
      await limits.consume("credentials", c.var.address);
    if (
      !mayWrite(c.req.raw, new Set([new URL(options.publicUrl()).origin, ...options.corsOrigins]))
    )
      throw problem("origin_refused", "This request did not come from one of our pages.");
    c.req.raw = await limitBody(c.req.raw);
    await next();
  });

  const idempotent = createIdempotency(db, clock);
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) =>
    (await options.isReady()) ? c.json({ status: "ready" }) : c.json({ status: "starting" }, 503),
  );
  app.get("/api/openapi.json", async (c) =>
    c.json(await (description ??= describeApi(options.publicUrl()))),
  );
  const docs = async (path: string) =>
    (await docsResponse(path)) ?? problemResponse(problem("not_found"));
  app.get("/api/docs", (c) => docs(c.req.path));
  app.get("/api/docs/*", (c) => docs(c.req.path));

  for (const [prefix, handle] of raw) {
    const route = async (request: Request, clientAddress: string) =>
      handle(request, { actor: { kind: "guest", guestId: null }, clientAddress });
    app.all(prefix, (c) => route(c.req.raw, c.var.address));
    app.all(`${prefix}/*`, (c) => route(c.req.raw, c.var.address));
  }

  app.all(`${API}/*`, async (c) => {
    const request = c.req.raw;
    let actor = await actorOf(request.headers);
    let setCookie: string | undefined;
    const path = c.req.path.slice(API.length);
    const isPublicRead = request.method === "GET" && PUBLIC_READ.test(c.req.path);
    if (actor.kind === "user") await limits.consume("account", actor.userId);
    else if (
      actor.kind === "guest" &&
      !actor.guestId &&
      request.method === "POST" &&
      (path === "/bookings/holds" || path === "/bookings/series/holds")
    ) {
      const guest = newGuest(secret, options.publicUrl().startsWith("https:"));
      actor = { kind: "guest", guestId: guest.id };
      setCookie = guest.setCookie;
    }
    const idempotencyKey = request.headers.get("idempotency-key");
    const context: RequestContext = {
      actor,
      clientAddress: c.var.address,
      ...(idempotencyKey && { idempotencyKey }),
    };
    const run = async (given: Request): Promise<Response> => {
      const { matched, response } = await handler.handle(given, {
        prefix: API,
        context: context as never,
      });
      if (!matched) return problemResponse(problem("not_found", "There is no such route."));
      if (response.status >= 400) response.headers.set("content-type", "application/problem+json");
      return isPublicRead ? withETag(given, response) : response;
    };
    const owner =
      actor.kind === "user"
        ? actor.userId
        : actor.kind === "guest" && actor.guestId
          ? `guest:${actor.guestId}`
          : `address:${c.var.address}`;
    const response = await idempotent({ owner, path, request, run });
    if (!setCookie) return response;
    const withCookie = new Response(response.body, response);
    withCookie.headers.append("set-cookie", setCookie);
    return withCookie;
  });

  app.notFound(() => problemResponse(problem("not_found", "There is no such route.")));
  app.onError((error, c) => {
    const shown = asProblem(error);
    if (shown.status >= 500)
      log.error({ err: error, path: loggable(c.req.path) }, "request failed");
    const retryAfter = (shown.data as { retryAfterSeconds?: number } | undefined)
      ?.retryAfterSeconds;
    const headers: Record<string, string> = {};
    if (retryAfter) headers["retry-after"] = String(retryAfter);
    // What is left of the body is not read, so the connection cannot be used again.
    if (shown.status === 413) headers["connection"] = "close";
    return problemResponse(shown, c.var.requestId, headers);
  });

  return {
    fetch: async (request, connection) => app.fetch(request, connection),
    publicRead: createPublicRead({
      handler: new PlainJsonHandler(router as never, handling),
      prefix: API,
      limits,
      trustedProxies: options.trustedProxies,
      log,
    }),
    actorOf,
  };
};

/** A calendar link's address is its secret. */
const loggable = (path: string): string => path.replace(/^(\/api\/v1\/calendars\/).+/, "$1…");

/** Headers that every answer of the gateway carries, whoever made it. */
const finish = (headers: Headers, requestId: string): void => {
  headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", API_CSP);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};

const INVALID_TEXT = new Set(["22021", "22P05", "22P02", "22003"]);
const UNAVAILABLE = new Set([
  "57014",
  "57P01",
  "57P03",
  "53300",
  "08006",
  "08001",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** What a failure of the database means to the client. Everything that is not known stays an internal error. */
const asProblem = (error: unknown): ORPCError<string, unknown> => {
  if (error instanceof ORPCError) return error;
  const state = sqlState(error) ?? "";
  if (INVALID_TEXT.has(state))
    return problem(
      "invalid_request",
      "A value is not in a form that can be stored.",
      undefined,
      error,
    );
  if (UNAVAILABLE.has(state))
    return problem(
      "service_unavailable",
      "The database did not answer in time. Nothing was changed; try again.",
      undefined,
      error,
    );
  return problem("internal", undefined, undefined, error);
};

const translateDatabaseErrors = (log: Log) => async (options: { next: () => Promise<unknown> }) => {
  try {
    return await options.next();
  } catch (error) {
    const shown = asProblem(error);
    if (shown.status >= 500) log.error({ err: shown.cause ?? error }, "operation failed");
    throw shown;
  }
};
