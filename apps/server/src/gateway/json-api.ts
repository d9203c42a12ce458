import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "@loconomy/contracts";
import {
  problem,
  withRequestId,
  type Clock,
  type Db,
  type Log,
  type RequestContext,
} from "@loconomy/kit";
import type { ActorOf } from "./actor.ts";
import { clientAddress, networkOf } from "./address.ts";
import type { createAdmission } from "./admission.ts";
import { answerOf, refusal, type Answer } from "./answer.ts";
import { readBody } from "./body-limit.ts";
import { createBriefAnswers, type BriefAnswers } from "./brief-answers.ts";
import { compressed, isCompressible, takesGzip, weakened } from "./compression.ts";
import { asProblem } from "./database-errors.ts";
import { hasAlready, taggedHeaders } from "./etag.ts";
import { newGuest } from "./guest.ts";
import { API_CSP, SECURITY_HEADERS } from "./headers.ts";
import { createIdempotency } from "./idempotency.ts";
import type { PlainJsonHandler } from "./plain-json.ts";
import type { RateLimits } from "./rate-limit.ts";

/** Reads that are the same for everybody and worth an ETag. */
const PUBLIC_READ =
  /^\/(categories|directory(\/(landings|providers))?|places|providers\/[^/]+(\/(services|reviews))?)$/;

/** The dearest read; what many guests ask at once is worked out once, see `brief-answers.ts`. */
const SHARED_READ = /^\/search\/providers$/;

/** Where a browser without an account gets a cookie of its own, so that what it holds is its own. */
const GUEST_WRITE = /^\/bookings(?:\/series)?\/holds$/;

const HEADERS = {
  ...SECURITY_HEADERS,
  "content-security-policy": API_CSP,
  "cache-control": "no-store",
};

/** What pages of other origins may read of an answer. */
export const EXPOSED_HEADERS = ["etag", "retry-after", "x-request-id", "idempotency-replayed"];

export interface JsonApiOptions {
  handler: PlainJsonHandler;
  prefix: `/${string}`;
  actorOf: ActorOf;
  admit: ReturnType<typeof createAdmission>;
  db: Db;
  clock: Clock;
  log: Log;
  limits: RateLimits;
  publicUrl: () => string;
  corsOrigins: readonly string[];
  trustedProxies: number;
  secret: string;
}

type JsonApi = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Answers what the contract describes: knows people from cookies and tokens, limits, checks origins, replays, and passes on to the
 * services. On Node's own requests and responses, because the Web's cost a third more.
 */
export const createJsonApi = (options: JsonApiOptions): JsonApi => {
  const { db, clock, log } = options;
  const tools = {
    ...options,
    idempotent: createIdempotency(db, clock),
    briefly: createBriefAnswers<Answer>({ mayKeep: ({ status }) => status === 200 }),
  };
  return (req, res) => {
    const requestId = crypto.randomUUID();
    const started = performance.now();
    const url = URL.parse(req.url ?? "/", "http://localhost");
    const path = loggable(url?.pathname ?? "");
    withRequestId(requestId, () => answer(tools, req, url))
      .catch((error: unknown) => {
        const shown = asProblem(error);
        if (shown.status >= 500) log.error({ err: error, requestId, path }, "request failed");
        return refusal(shown, requestId);
      })
      .then((made) => {
        const { status } = made;
        send(tools, req, res, made, requestId);
        const ms = Math.round((performance.now() - started) * 10) / 10;
        const level = status >= 500 ? "error" : "debug";
        log[level]({ requestId, method: req.method, path, status, ms }, "request");
      })
      .catch((error: unknown) => {
        log.error({ err: error, requestId }, "answering failed");
        res.destroy();
      });
  };
};

/** A calendar link's address is its secret. */
const loggable = (path: string): string => path.replace(/^(\/api\/v1\/calendars\/).+/, "$1…");

interface Tools extends JsonApiOptions {
  idempotent: ReturnType<typeof createIdempotency>;
  briefly: BriefAnswers<Answer>;
}

const answer = async (tools: Tools, req: IncomingMessage, url: URL | null): Promise<Answer> => {
  const { limits, prefix } = tools;
  const { headers } = req;
  // Node leaves the body of an answer to HEAD away.
  const method = req.method === "HEAD" ? "GET" : (req.method ?? "GET");
  const address = addressOf(req, tools.trustedProxies);
  await tools.admit(method, (name) => headers[name], address);
  // The router does not mind a slash at the end, but the rules here and in `idempotency.ts` go by the path as the contract has it.
  if (!url || url.pathname.endsWith("/")) throw problem("not_found", "There is no such route.");
  const path = url.pathname.slice(prefix.length);
  const { actor, setCookie } = await whoAsks(tools, { method, path, headers, address });
  if (actor.kind === "user") await limits.consume("account", actor.userId);

  const body = await readBody(req);
  const key = headers["idempotency-key"] as string | undefined;
  const context: RequestContext = {
    actor,
    clientAddress: address,
    ...(key && { idempotencyKey: key }),
  };
  const run = () => handle(tools, { method, url, headers, body }, context);
  const isShared = method === "GET" && SHARED_READ.test(path) && cannotBeTold(actor, req);
  const made = isShared
    ? await tools.briefly(path + url.search, run)
    : await tools.idempotent({
        owner: ownerOf(actor),
        path,
        method,
        key,
        body: method === "POST" && body ? textOf(body) : "",
        run,
      });
  const tagged =
    method === "GET" && PUBLIC_READ.test(path) && made.status === 200
      ? withTag(made, headers["if-none-match"], actor)
      : made;
  return setCookie
    ? { ...tagged, headers: { ...tagged.headers, "set-cookie": setCookie } }
    : tagged;
};

const addressOf = (req: IncomingMessage, trustedProxies: number): string => {
  const forwardedFor = req.headers["x-forwarded-for"];
  return clientAddress(
    req.socket.remoteAddress ?? "unknown",
    typeof forwardedFor === "string" ? forwardedFor : null,
    trustedProxies,
  );
};

interface Asked {
  method: string;
  headers: IncomingMessage["headers"];
}

const whoAsks = async (
  { actorOf, limits, secret, publicUrl }: Tools,
  { method, path, headers, address }: Asked & { path: string; address: string },
): Promise<{ actor: Actor; setCookie?: string }> => {
  const { cookie = null, authorization = null } = headers;
  const actor = await actorOf({ cookie, authorization });
  if (actor.kind !== "guest" || actor.guestId || method !== "POST" || !GUEST_WRITE.test(path))
    return { actor };
  await limits.consume("guests", networkOf(address));
  const guest = newGuest(secret, publicUrl().startsWith("https:"));
  return { actor: { kind: "guest", guestId: guest.id }, setCookie: guest.setCookie };
};

/** Nobody in particular: what is told to one of them may be told to all. */
const cannotBeTold = (actor: Actor, { headers }: IncomingMessage): boolean =>
  actor.kind === "guest" && !actor.guestId && !headers.authorization && !headers.origin;

/** Whose a key is; null when nobody can tell: what guests without a cookie may do changes nothing. */
const ownerOf = (actor: Actor): string | null => {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "guest" && actor.guestId ? `guest:${actor.guestId}` : null;
};

const handle = async (
  { handler, prefix }: Tools,
  { method, url, headers, body }: Asked & { url: URL; body: Buffer | undefined },
  context: RequestContext,
): Promise<Answer> => {
  const { matched, response } = await handler.handle(
    {
      method,
      url,
      headers,
      body: async () => (body?.length ? parsed(body, headers["content-type"]) : undefined),
      signal: undefined,
    },
    { prefix, context },
  );
  if (!matched) throw problem("not_found", "There is no such route.");
  return answerOf(response);
};

const utf8 = new TextDecoder();
const textOf = (body: Buffer): string => utf8.decode(body);

/** @throws unsupported_media_type; SyntaxError, which becomes invalid_request */
const parsed = (body: Buffer, contentType = "application/json"): unknown => {
  if (!/^application\/json *(;|$)/i.test(contentType))
    throw problem("unsupported_media_type", "Send JSON, as application/json.");
  return JSON.parse(textOf(body));
};

/**
 * With its `ETag`, or 304 when the client has it already. Somebody who is known may see more than others: theirs is not for caches
 * that others use.
 */
const withTag = (made: Answer, ifNoneMatch: string | undefined, { kind }: Actor): Answer => {
  const tagged = taggedHeaders(made.body ?? "", kind === "guest" ? "public" : "private");
  if (hasAlready(ifNoneMatch, tagged.etag)) return { status: 304, headers: tagged };
  return { ...made, headers: { ...made.headers, ...tagged } };
};

const send = (
  { corsOrigins }: Tools,
  req: IncomingMessage,
  res: ServerResponse,
  made: Answer,
  requestId: string,
): void => {
  const { status, headers: own, body } = made;
  const headers: Record<string, string | number> = {
    ...HEADERS,
    ...own,
    "x-request-id": requestId,
    ...crossOrigin(corsOrigins, req.headers.origin),
  };
  if (body === undefined) {
    if (status !== 204 && status !== 304) headers["content-length"] = 0;
    return void res.writeHead(status, headers).end();
  }
  const isVarying = isCompressible(own["content-type"]);
  if (isVarying)
    headers["vary"] = headers["vary"] ? `${headers["vary"]}, accept-encoding` : "accept-encoding";
  const accepted = req.headers["accept-encoding"] as string | undefined;
  const zipped =
    isVarying && takesGzip(accepted) ? (made.zipped ??= compressed(body, accepted)) : undefined;
  if (zipped) {
    headers["content-encoding"] = "gzip";
    if (own["etag"]) headers["etag"] = weakened(own["etag"]);
  }
  const sent = zipped ?? body;
  headers["content-length"] = Buffer.byteLength(sent);
  res.writeHead(status, headers).end(sent);
};

/** Lets pages of the named origins read the answer. */
const crossOrigin = (
  corsOrigins: readonly string[],
  origin: string | undefined,
): Record<string, string> => {
  if (corsOrigins.length === 0) return {};
  if (!origin || !corsOrigins.includes(origin)) return { vary: "origin" };
  return {
    vary: "origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": EXPOSED_HEADERS.join(","),
  };
};
