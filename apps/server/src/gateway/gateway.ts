import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor, ServiceName } from "@loconomy/contracts";
import {
  currentRequestId,
  problem,
  problemResponse,
  toProblem,
  withRequestId,
  type Clients,
  type ServiceRegistry,
} from "@loconomy/kit";
import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import { createActorOf } from "./actor.ts";
import { createAdmission } from "./admission.ts";
import { clientAddress, networkOf } from "./address.ts";
import { refusal } from "./answer.ts";
import { limitBody } from "./body-limit.ts";
import { inOnePiece } from "./compression.ts";
import { asProblem, translateDatabaseErrors } from "./database-errors.ts";
import { docsResponse } from "./docs.ts";
import { API_CSP, SECURITY_HEADERS } from "./headers.ts";
import { createJsonApi, EXPOSED_HEADERS, type JsonApiOptions } from "./json-api.ts";
import { describeApi } from "./openapi.ts";
import { PlainJsonHandler } from "./plain-json.ts";

export interface GatewayOptions extends Omit<
  JsonApiOptions,
  "handler" | "prefix" | "actorOf" | "admit"
> {
  registry: ServiceRegistry;
  /** Services in this process: their public routers answer below `/api/v1`. */
  names: readonly ServiceName[];
  clients: Clients;
  isReady: () => Promise<boolean>;
}

/** What the HTTP server passes along with a request. */
export interface Connection {
  socketAddress: string;
}

type Env = {
  Bindings: Connection;
  Variables: { requestId: string; address: string };
};

export interface Gateway {
  /** Answers what the contract describes; false: the request is for `fetch`. */
  json(req: IncomingMessage, res: ServerResponse): boolean;
  /** Answers the rest of `/api/*`, `/healthz` and `/readyz`: sign-in, webhooks, the description, and what browsers ask before a request to another origin. */
  fetch(request: Request, connection: Connection): Promise<Response>;
  /** Who the headers of a request belong to: session cookie, bearer token or guest cookie. */
  actorOf(headers: Headers): Promise<Actor>;
}

const API = "/api/v1";
const WEBHOOKS = `${API}/webhooks/`;
const CREDENTIALS =
  /^\/api\/auth\/(sign-in|sign-up|request-password-reset|reset-password|change-password|send-verification-email)/;

/** The one public door: knows people from cookies and tokens, limits, checks origins, replays, and passes on to the services. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { registry, names, clients, log, limits, secret } = options;
  const router = Object.fromEntries(names.map((name) => [name, registry.get(name)!.router]));
  const handler = new PlainJsonHandler(router as never, {
    customErrorResponseBodyEncoder: (error) => toProblem(error, currentRequestId() ?? undefined),
    clientInterceptors: [translateDatabaseErrors(log)] as never,
  });
  const raw = names.flatMap((name) => Object.entries(registry.get(name)!.raw ?? {}));

  const actorOf = createActorOf(clients, secret);
  const admit = createAdmission(options);

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
        { method: c.req.method, path: c.req.path, status: c.res.status, ms },
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
      exposeHeaders: EXPOSED_HEADERS,
      maxAge: 600,
    }),
  );
  app.use("/api/*", async (c, next) => {
    if (CREDENTIALS.test(c.req.path) && c.req.method === "POST")
      await limits.consume("credentials", networkOf(c.var.address));
    await admit(
      c.req.method,
      (name) => c.req.header(name),
      c.var.address,
      c.req.path.startsWith(WEBHOOKS) ? "webhooks" : "address",
    );
    c.req.raw = await limitBody(c.req.raw);
    await next();
  });

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) =>
    (await options.isReady()) ? c.json({ status: "ready" }) : c.json({ status: "starting" }, 503),
  );
  app.get("/api/openapi.json", async (c) =>
    c.json(await (description ??= describeApi(options.publicUrl()))),
  );
  const docs = async (c: Context<Env>) =>
    (await docsResponse(c.req.path)) ?? problemResponse(problem("not_found"), c.var.requestId);
  app.get("/api/docs", docs);
  app.get("/api/docs/*", docs);

  for (const [prefix, handle] of raw) {
    const route = async (request: Request, clientAddress: string) =>
      handle(request, { actor: { kind: "guest", guestId: null }, clientAddress });
    app.all(prefix, (c) => route(c.req.raw, c.var.address));
    app.all(`${prefix}/*`, (c) => route(c.req.raw, c.var.address));
  }

  app.notFound((c) =>
    problemResponse(problem("not_found", "There is no such route."), c.var.requestId),
  );
  app.onError((error, c) => {
    const shown = asProblem(error);
    if (shown.status >= 500) log.error({ err: error, path: c.req.path }, "request failed");
    const { status, headers, body } = refusal(shown, c.var.requestId);
    return new Response(body as string, { status, headers });
  });

  const json = createJsonApi({ ...options, handler, prefix: API, actorOf, admit });
  const isOfContract = ({ url = "", method }: IncomingMessage): boolean =>
    url.startsWith(`${API}/`) &&
    method !== "OPTIONS" &&
    !raw.some(([prefix]) => url.startsWith(prefix));
  return {
    json: (req, res) => {
      const isMine = isOfContract(req);
      if (isMine) json(req, res);
      return isMine;
    },
    fetch: async (request, connection) => app.fetch(request, connection),
    actorOf: (headers) =>
      actorOf({ cookie: headers.get("cookie"), authorization: headers.get("authorization") }),
  };
};

/** Headers that every answer of the gateway carries, whoever made it. */
const finish = (headers: Headers, requestId: string): void => {
  headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", API_CSP);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};
