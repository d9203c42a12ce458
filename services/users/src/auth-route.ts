import { setTimeout as sleep } from "node:timers/promises";
import type { RequestContext, Service } from "@loconomy/kit";
import pLimit from "p-limit";
import { AUTH_PATH, CLIENT_ADDRESS_HEADER, type Auth } from "./auth.ts";
import { isPlainQuery, readBody, refuse, refuseRoute } from "./auth-requests.ts";

/**
 * Answers that must not tell whether an address has an account come no earlier than this: writing a reset request
 * takes longer than finding nobody, and a wrong password longer than an unknown address.
 */
const REFUSED_SIGN_IN_MS_MIN = 100;
const RESET_REQUEST_MS_MIN = 250;

/**
 * A sign-up hashes its password inside its transaction, so each holds one of the database's connections for as long: in a rush they
 * would have them all.
 */
const SIGN_UPS_AT_ONCE = 4;
/** Some ten seconds of waiting. */
const SIGN_UPS_WAITING_MAX = 100;
const SIGN_UP_AGAIN_SECONDS = "5";

/** Better Auth behind `/api/auth`: its routes that we serve, with bodies it can take. */
export const createAuthRoute = (auth: Pick<Auth, "handler">): Service["raw"] => {
  const signUps = pLimit(SIGN_UPS_AT_ONCE);
  const handle = async (request: Request, context: RequestContext): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname.slice(AUTH_PATH.length);
    const refusal = refuseRoute(request.method, path);
    if (refusal) return refusal;
    if (!isPlainQuery(url.searchParams))
      return refuse(400, "INVALID_QUERY", "A query parameter is not right.");
    const headers = new Headers(request.headers);
    headers.delete(CLIENT_ADDRESS_HEADER);
    if (context.clientAddress) headers.set(CLIENT_ADDRESS_HEADER, context.clientAddress);
    if (request.method === "GET") return auth.handler(new Request(url, { headers }));
    const body = await readBody(request, path);
    if (body instanceof Response) return body;
    headers.delete("content-length");
    headers.set("content-type", "application/json");
    const asked = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (path !== "/sign-up/email") return auth.handler(asked);
    return signUps.pendingCount < SIGN_UPS_WAITING_MAX
      ? signUps(() => auth.handler(asked))
      : refuseForNow();
  };

  return {
    [AUTH_PATH]: async (request, context) => {
      const startedAt = performance.now();
      const response = await handle(request, context);
      const waitMs =
        earliestMs(new URL(request.url).pathname, response) - (performance.now() - startedAt);
      if (waitMs > 0) await sleep(waitMs);
      // An unexpected failure has no body of Better Auth's; it is logged there.
      return response.status === 500
        ? refuse(500, "INTERNAL", "Something went wrong on our side.")
        : response;
    },
  };
};

const earliestMs = (pathname: string, response: Response): number => {
  if (pathname === `${AUTH_PATH}/request-password-reset`) return RESET_REQUEST_MS_MIN;
  return pathname === `${AUTH_PATH}/sign-in/email` && response.status === 401
    ? REFUSED_SIGN_IN_MS_MIN
    : 0;
};

const refuseForNow = (): Response =>
  Response.json(
    {
      code: "TOO_MANY_SIGN_UPS",
      message: "Very many people sign up just now. Try again in a few seconds.",
    },
    { status: 503, headers: { "retry-after": SIGN_UP_AGAIN_SECONDS } },
  );
