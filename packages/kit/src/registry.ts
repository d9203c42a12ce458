import type { serviceContracts, Actor, ServiceName } from "@loconomy/contracts";
import { createORPCClient, ORPCError as ClientError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient, type AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fetch";
import type { Cache } from "./cache.ts";
import type { Clock } from "./clock.ts";
import type { Db } from "./db.ts";
import { problem, toProblem } from "./errors.ts";
import type { Consumer } from "./events.ts";
import type { Files } from "./files/files.ts";
import type { Jobs, Recurring } from "./jobs.ts";
import { currentRequestId, withRequestId, type Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { ACTOR_HEADER, signActor, verifyActor } from "./actor-token.ts";

/** What every procedure of every service gets. */
export interface RequestContext {
  actor: Actor;
  /** Address of the client as the gateway sees it; absent between services. */
  clientAddress?: string;
  /** What the client sent as Idempotency-Key; unique per person only. Absent between services. */
  idempotencyKey?: string;
}

/** A running service: its procedures, what it listens to, and what it does by the clock. */
export interface Service {
  /** Public procedures, as the contract's branch of this service has them. */
  router: AnyRouter;
  /** Public and internal procedures: what the other services call. */
  internalRouter: AnyRouter;
  consumers: readonly Consumer[];
  jobs: Jobs;
  recurring: readonly Recurring[];
  /** Routes that are not procedures because they need the raw request: path prefix below the origin → handler. */
  raw?: Record<string, (request: Request, context: RequestContext) => Promise<Response>>;
}

/** For whom a call is made; our own service when left out. */
export interface CallContext {
  actor?: Actor;
}

export type Clients = {
  [Name in ServiceName]: ContractRouterClient<(typeof serviceContracts)[Name], CallContext>;
};

/** What a service is made of; `create<Name>(deps)` turns it into a `Service`. */
export interface ServiceDependencies {
  db: Db;
  clients: Clients;
  clock: Clock;
  /** The process' cache under the service's name. */
  cache: Cache;
  files: Files;
  log: Log;
  metrics: Metrics;
  env: Record<string, string | undefined>;
}

const REMOTE_TIMEOUT_MS = 5_000;
const INTERNAL_PREFIX = "/rpc";
/** On what a service has answered. Whatever comes without it is of a proxy, of a wrong address, or a refusal of our signature. */
const SERVICE_HEADER = "x-loconomy-service";

/**
 * Where each service lives: in this process, or at a URL. Callers hold a typed client either way and cannot tell:
 * values are copied, errors are encoded, and calls end after the same time.
 */
export class ServiceRegistry {
  readonly #local = new Map<string, Service>();
  readonly #urls: Partial<Record<ServiceName, string>>;
  readonly #secret: string;

  constructor(options: { urls?: Partial<Record<ServiceName, string>>; secret: string }) {
    this.#urls = options.urls ?? {};
    this.#secret = options.secret;
  }

  register(name: ServiceName, service: Service): void {
    this.#local.set(name, service);
  }

  get(name: ServiceName): Service | undefined {
    return this.#local.get(name);
  }

  /** Typed clients for all services, calling in the name of `caller`. Services may be registered later than this is called. */
  clients(caller: string): Clients {
    const system: Actor = { kind: "system", service: caller };
    const cache = new Map<string, unknown>();
    return new Proxy({} as Clients, {
      get: (_target, name) => {
        if (typeof name !== "string") return undefined;
        if (!cache.has(name)) cache.set(name, this.#connect(name as ServiceName, system));
        return cache.get(name);
      },
    });
  }

  #connect(name: ServiceName, system: Actor): unknown {
    const local = this.#local.get(name);
    if (local) return localClient(local, system);
    const url = this.#urls[name];
    if (!url)
      throw new Error(
        `The service "${name}" runs neither here nor at a URL: add it to SERVICES or set ${name.toUpperCase()}_URL.`,
      );
    return createORPCClient(remoteLink(url, system, this.#secret));
  }

  /** Serves a registered service to other processes: `Request → Response` below `/rpc`. Only signed actors are let in. */
  host(name: ServiceName): (request: Request) => Promise<Response> {
    const service = this.#local.get(name);
    if (!service) throw new Error(`The service "${name}" is not registered here.`);
    const handler = new RPCHandler(service.internalRouter as never);
    return async (request) => {
      const actor = verifyActor(request.headers.get(ACTOR_HEADER), this.#secret);
      if (!actor)
        return new Response(JSON.stringify(toProblem(problem("unauthenticated"))), { status: 401 });
      const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
      const { matched, response } = await withRequestId(requestId, () =>
        handler.handle(request, {
          prefix: INTERNAL_PREFIX,
          context: { actor } satisfies RequestContext as never,
        }),
      );
      if (!matched) return new Response(null, { status: 404 });
      response.headers.set(SERVICE_HEADER, name);
      return response;
    };
  }
}

/** Calls end after five seconds with 503, wherever the service lives. */
const withTimeout = async <T>(call: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(problem("service_unavailable", "A service did not answer in time.")),
      REMOTE_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

/** Both sides own their values, as over a wire: what is answered is the copy that checking it against the contract made. */
const localClient = (service: Service, system: Actor): unknown =>
  createRouterClient(
    service.internalRouter as never,
    {
      context: ((call: CallContext) =>
        ({ actor: call.actor ?? system }) satisfies RequestContext) as never,
      interceptors: [({ next }: { next: () => Promise<unknown> }) => withTimeout(next())] as never,
    } as never,
  );

const remoteLink = (url: string, system: Actor, secret: string): RPCLink<CallContext> =>
  new RPCLink<CallContext>({
    url: new URL(INTERNAL_PREFIX, url).href,
    headers: ({ context }) => ({
      [ACTOR_HEADER]: signActor(context.actor ?? system, secret),
      "x-request-id": currentRequestId() ?? crypto.randomUUID(),
    }),
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      if (response.headers.has(SERVICE_HEADER)) return response;
      await response.body?.cancel();
      throw new Error(`${url} answered ${response.status}, and not as a service of ours.`);
    },
    interceptors: [
      async ({ next }) => {
        try {
          return await withTimeout(next());
        } catch (error) {
          // A connection that fails is the service being away, not an unknown error of ours.
          throw error instanceof ClientError
            ? error
            : problem("service_unavailable", "A service could not be reached.", undefined, error);
        }
      },
    ],
  });
