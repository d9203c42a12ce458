import { Hono, type Context, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Pool } from "pg";
import { findAccount } from "./connected.ts";
import { FAILED, invalidRequest, StripeFailure } from "./errors.ts";
import type { Failure, FaultEnv } from "./faults.ts";
import { claimKey, hashParams, keyInUse } from "./idempotency.ts";
import { newId } from "./ids.ts";
import type { PathOf } from "./operations.ts";
import { beginWork, type Origin, type Queryable, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";
import { apiVersion } from "./version.ts";
import type { Delivery } from "./webhooks.ts";

/** What the Stripe stand-in's routes stand on. */
export interface StripeContext {
  pool: Pool;
  /** The site's origin; challenges live below it and return to it. */
  publicUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** Types of events that are delivered; all when left out. */
  subscription?: ReadonlySet<string>;
  /** What sends the events of a commit. */
  delivery: Pick<Delivery, "leaseMs" | "deliver">;
  log(message: string, details?: object): void;
}

type Id = string;
/** `account` is the connected account that the request is made for. */
export type Read<Params> = (
  db: Queryable,
  params: Params,
  id: Id,
  account: string | null,
) => Promise<object>;
export type Write<Params> = (work: Work, params: Params, id: Id) => Promise<object>;

/** Registers endpoints of the API: `read` for GET, `write` for POST. */
export interface Endpoints {
  /** `forAccounts`: may be asked with `Stripe-Account` for a connected account. */
  read<Path extends PathOf<"GET">>(
    path: Path,
    run: Read<Taken<`GET ${Path}`>>,
    options?: { forAccounts: boolean },
  ): void;
  write<Path extends PathOf<"POST">>(path: Path, run: Write<Taken<`POST ${Path}`>>): void;
}

/** With the first request, not with the start. */
const loadReader = () => import("./read-params.ts");

/** The API under `/v1`: authentication, headers, errors; `before` goes first, `register` adds the endpoints. */
export function createApi(
  context: StripeContext,
  before: MiddlewareHandler<FaultEnv>,
  register: ((api: Endpoints) => void)[],
): Hono {
  const app = new Hono<FaultEnv & { Variables: { requestId: string } }>().basePath("/v1");

  app.use(before);
  app.use(async (c, next) => {
    c.set("requestId", newId("req"));
    c.header("Request-Id", c.get("requestId"));
    c.header("Stripe-Version", c.req.header("stripe-version") ?? apiVersion);
    const key = c.req.header("idempotency-key");
    if (key) c.header("Idempotency-Key", key);
    authenticate(c.req.header("authorization"));
    await next();
  });
  app.notFound((c) =>
    answer(c, 404, {
      error: {
        type: "invalid_request_error",
        message: `Unrecognized request URL (${c.req.method}: ${c.req.path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.`,
      },
    }),
  );
  app.onError((error, c) => {
    if (error instanceof StripeFailure) return answer(c, error.status, { error: error.body });
    context.log("stripe stand-in failed", { error, path: c.req.path });
    return answer(c, 500, FAILED);
  });

  const api: Endpoints = {
    read(path, run, { forAccounts } = { forAccounts: false }) {
      app.get(path, async (c) => {
        const account = c.req.header("stripe-account") ?? null;
        if (account !== null && !forAccounts) throw platformOnly();
        if (account !== null) await findAccount(context.pool, account);
        const { readParams } = await loadReader();
        const params = readParams(`GET ${path}`, new URL(c.req.url).search.slice(1));
        return c.json(await run(context.pool, params, c.req.param("id") ?? "", account));
      });
    },
    write(path, run) {
      app.post(path, async (c) => {
        if (c.req.header("stripe-account")) throw platformOnly();
        const encoded = await c.req.text();
        const { readParams } = await loadReader();
        const params = readParams(`POST ${path}`, encoded);
        const key = c.req.header("idempotency-key") || null;
        const origin = { requestId: c.get("requestId"), idempotencyKey: key };
        const paramsHash = key ? hashParams("POST", c.req.path, encoded) : "";
        const id = c.req.param("id") ?? "";
        const write = (work: Work) => run(work, params, id);
        const done = await runWrite(context, origin, paramsHash, write, c.get("failure"));
        // The same key would only get it again.
        if (done.status === 500) c.header("Stripe-Should-Retry", "false");
        if (done.replayOf) {
          c.header("Idempotent-Replayed", "true");
          c.header("Original-Request", done.replayOf);
        }
        return answer(c, done.status, done.body);
      });
    },
  };
  for (const add of register) add(api);
  return app as unknown as Hono;
}

function platformOnly(): StripeFailure {
  return invalidRequest("This stand-in takes this request for the platform only.", {
    param: "Stripe-Account",
  });
}

function answer(c: Context, status: number, body: unknown): Response {
  return c.json(body as object, status as ContentfulStatusCode);
}

function authenticate(header: string | undefined): void {
  const key = /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (key && /^sk_test_\w+$/.test(key)) return;
  throw new StripeFailure(401, {
    type: "invalid_request_error",
    message: key
      ? `Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`
      : "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
  });
}

interface Done {
  status: number;
  body: unknown;
  replayOf?: string;
}

/**
 * Runs one change in a transaction that also keeps the answer under its idempotency key, so that a
 * crash leaves both or neither. A refused operation keeps its refusal but none of its changes,
 * unless the refusal says otherwise. With a `failure` the answer is 500, and nothing or all of it done.
 */
export async function runWrite(
  context: StripeContext,
  origin: Origin,
  paramsHash: string,
  run: (work: Work) => Promise<object>,
  failure?: Failure,
): Promise<Done> {
  const client = await context.pool.connect();
  let broken: Error | undefined;
  try {
    // Sent on together with the next statement; should it fail, all that follows does.
    const begun = client.query("begin; set local lock_timeout = '5s'");
    begun.catch(() => {});
    const key = origin.idempotencyKey;
    const kept = key ? await claimKey(client, key, paramsHash) : undefined;
    if (kept) {
      await client.query("rollback");
      return { status: kept.status, body: kept.response, replayOf: kept.requestId };
    }
    const work = beginWork(client, context.now(), origin, context.subscription);
    const done = await attempt(work, run, failure);
    const { requestId } = origin;
    const { isNew, claimed } = await work.flush(
      key ? { key, paramsHash, requestId, status: done.status, response: done.body } : null,
      context.delivery.leaseMs(),
    );
    if (!isNew) throw keyInUse(key ?? "");
    await begun;
    await client.query("commit");
    context.delivery.deliver(claimed);
    return done;
  } catch (error) {
    await client.query("rollback").catch((cause: Error) => (broken = cause));
    throw isLockTimeout(error) ? lockTimeout() : error;
  } finally {
    client.release(broken);
  }
}

async function attempt(
  work: Work,
  run: (work: Work) => Promise<object>,
  failure: Failure | undefined,
): Promise<Done> {
  const failed = { status: 500, body: FAILED };
  if (failure === "before") return failed;
  try {
    const body = await run(work);
    return failure ? failed : { status: 200, body };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    if (!error.commits) work.discard();
    if (failure) return failed;
    return { status: error.status, body: { error: error.body } };
  }
}

function isLockTimeout(error: unknown): boolean {
  return (error as { code?: string }).code === "55P03";
}

function lockTimeout(): StripeFailure {
  return new StripeFailure(429, {
    type: "invalid_request_error",
    code: "lock_timeout",
    message:
      "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.",
  });
}
