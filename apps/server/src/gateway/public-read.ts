import type { IncomingMessage, ServerResponse } from "node:http";
import { problem, toProblem, withRequestId, type Log } from "@loconomy/kit";
import { clientAddress } from "./address.ts";
import { createBriefAnswers, type BriefAnswers } from "./brief-answers.ts";
import { compressed, takesGzip, weakened } from "./compression.ts";
import { hasAlready, taggedHeaders } from "./etag.ts";
import { GUEST_COOKIE } from "./guest.ts";
import { API_CSP, SECURITY_HEADERS } from "./headers.ts";
import type { PlainJsonHandler } from "./plain-json.ts";
import type { RateLimits } from "./rate-limit.ts";

/** Reads that are the same for everybody and worth an ETag. */
export const PUBLIC_READ =
  /^\/api\/v1\/(categories|directory(\/(landings|providers))?|places|providers\/[^/]+(\/(services|reviews))?)$/;

/** Reads whose answer is another one a moment later. */
const FRESH_READ = /^\/api\/v1\/(search\/(providers|suggest|need)|providers\/[^/]+\/slots)$/;

/** The dearest of them; what many ask at once is worked out once, see `brief-answers.ts`. */
const SHARED_READ = /^\/api\/v1\/search\/providers$/;

const HEADERS = {
  ...SECURITY_HEADERS,
  "content-security-policy": API_CSP,
  "content-type": "application/json",
  "cache-control": "no-store",
};
const PROBLEM_HEADERS = { ...HEADERS, "content-type": "application/problem+json" };

interface Options {
  handler: PlainJsonHandler;
  prefix: `/${string}`;
  limits: RateLimits;
  trustedProxies: number;
  log: Log;
}

/** Answers a request when it is a public read of nobody in particular; false leaves it to the gateway. */
export type PublicRead = (req: IncomingMessage, res: ServerResponse) => boolean;

/**
 * The most frequent requests on a path of their own: a guest's plain GET of something public needs no session, no
 * idempotency, no body and no CORS, and without the Web's Request and Response objects it costs a third less.
 * Whatever is more than that goes through the gateway, which gives the same answers.
 */
export const createPublicRead = (options: Options): PublicRead => {
  const { log } = options;
  const briefly = createBriefAnswers<Found | Refused>({ mayKeep: (made) => "text" in made });
  return (req, res) => {
    const { authorization, cookie, origin } = req.headers;
    // A browser with a cookie of ours may be shown more: its own profile, the times it holds.
    const isKnown = cookie?.includes("session") || cookie?.includes(GUEST_COOKIE);
    if (req.method !== "GET" || authorization || origin || isKnown) return false;
    const url = parseUrl(req.url);
    if (!url || !(PUBLIC_READ.test(url.pathname) || FRESH_READ.test(url.pathname))) return false;
    const requestId = crypto.randomUUID();
    const started = performance.now();
    withRequestId(requestId, () => read(options, briefly, req, url, requestId))
      .then(({ status, headers, body }) => {
        res.writeHead(status, headers).end(body);
        const ms = Math.round((performance.now() - started) * 10) / 10;
        log[status >= 500 ? "error" : "debug"](
          { requestId, method: "GET", path: url.pathname, status, ms },
          "request",
        );
      })
      .catch((error: unknown) => {
        log.error({ err: error, requestId }, "answering failed");
        res.destroy();
      });
    return true;
  };
};

const parseUrl = (url = "/"): URL | null => URL.parse(url, "http://localhost");

interface Answer {
  status: number;
  headers: Record<string, string | number>;
  body?: string | Buffer;
}

/** A body of 200 as text, and as gzip once somebody took it so. */
interface Found {
  text: string;
  zipped?: Buffer | undefined;
}

/** Any other answer. */
interface Refused {
  status: number;
  body: unknown;
}

const read = async (
  { handler, prefix, limits, trustedProxies }: Options,
  briefly: BriefAnswers<Found | Refused>,
  req: IncomingMessage,
  url: URL,
  requestId: string,
): Promise<Answer> => {
  const forwardedFor = req.headers["x-forwarded-for"];
  const address = clientAddress(
    req.socket.remoteAddress ?? "unknown",
    typeof forwardedFor === "string" ? forwardedFor : null,
    trustedProxies,
  );
  const make = async (): Promise<Found | Refused> => {
    const { matched, response } = await handler.handle(
      {
        method: "GET",
        url,
        headers: req.headers,
        body: async () => undefined,
        signal: undefined,
      },
      { prefix, context: { actor: { kind: "guest", guestId: null }, clientAddress: address } },
    );
    if (!matched) throw problem("not_found", "There is no such route.");
    if (response.status !== 200) return { status: response.status, body: response.body };
    return { text: JSON.stringify(response.body) };
  };
  try {
    await limits.consume("address", address);
    const made = SHARED_READ.test(url.pathname)
      ? await briefly(url.pathname + url.search, make)
      : await make();
    if (!("text" in made)) return refusal(made.status, made.body, requestId);
    const tagged = PUBLIC_READ.test(url.pathname) ? taggedHeaders(made.text) : {};
    return found(req, made, { ...HEADERS, ...tagged, "x-request-id": requestId });
  } catch (error) {
    const body = toProblem(error);
    const { retryAfterSeconds } = body as { retryAfterSeconds?: number };
    return refusal(body.status, body, requestId, retryAfterSeconds);
  }
};

const refusal = (
  status: number,
  body: unknown,
  requestId: string,
  retryAfterSeconds?: number,
): Answer => ({
  status,
  headers: {
    ...PROBLEM_HEADERS,
    "x-request-id": requestId,
    ...(retryAfterSeconds ? { "retry-after": retryAfterSeconds } : {}),
  },
  body: JSON.stringify(body),
});

/** 200, or 304 when the client has it already. */
const found = (req: IncomingMessage, body: Found, headers: Record<string, string>): Answer => {
  const etag = headers["etag"];
  if (etag && hasAlready(req.headers["if-none-match"], etag)) return { status: 304, headers };
  const varying = { ...headers, vary: "accept-encoding" };
  const accepted = String(req.headers["accept-encoding"] ?? "");
  const zipped = takesGzip(accepted)
    ? (body.zipped ??= compressed(body.text, accepted))
    : undefined;
  if (!zipped) return { status: 200, headers: varying, body: body.text };
  return {
    status: 200,
    headers: { ...varying, "content-encoding": "gzip", ...(etag ? { etag: weakened(etag) } : {}) },
    body: zipped,
  };
};
