import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import {
  ConfigError,
  createCache,
  createLog,
  createMetrics,
  KitConfig,
  openFiles,
  query,
  readConfig,
  setVariables,
  ServiceRegistry,
  startWorker,
  systemClock,
  TurnableClock,
  watchJobs,
  type Clock,
  type Files,
  type Log,
} from "@loconomy/kit";
import { createRouterClient } from "@orpc/server";
import { mapOrigins, ServerConfig } from "./config.ts";
import { openDatabase, type Database } from "./database.ts";
import { artworkResponse } from "./demo/artwork.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { createRateLimits } from "./gateway/rate-limit.ts";
import { sweep } from "./housekeeping.ts";
import { localUrlOf } from "./local-url.ts";
import { startMetricsServer } from "./metrics-server.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import { SERVICE_NAMES as names, SERVICES } from "./services.ts";
import { startStandIns, type StandIns } from "./stand-ins.ts";
import { startWeb, type Web } from "./web.ts";

export interface RunningServer {
  url: string;
  /** Where Prometheus reads; undefined when METRICS_PORT is not set. */
  metricsUrl: string | undefined;
  config: ServerConfig;
  database: Database;
  clock: Clock;
  log: Log;
  hasStandIns: boolean;
  /** Lets running requests end, then jobs, then the database. */
  stop(): Promise<void>;
}

type Environment = Record<string, string | undefined>;
type Route = (req: IncomingMessage, res: ServerResponse) => void;

const WEB_DIR = resolve(import.meta.dirname, "../../web");

/**
 * Boots everything this process runs.
 * @param fill brings data before the first request is answered.
 * @param signal ends the start, and with it the database that it may have started.
 * @throws ConfigError and friends with a message for the person at the terminal.
 */
export const startServer = async (
  env: Environment,
  fill?: (database: Database, config: ServerConfig) => Promise<void>,
  signal?: AbortSignal,
): Promise<RunningServer> => {
  const config = readConfig(ServerConfig, env);
  const kit = readConfig(KitConfig, env);
  const log = createLog(kit.LOG_LEVEL);

  // The port is taken before anything slow starts, so that a taken one is known at once.
  let route: Route = starting;
  const http = createServer({ keepAliveTimeout: IDLE_MS }, (req, res) => route(req, res));
  await listen(http, config.HOST, config.PORT);
  const { port } = http.address() as AddressInfo;
  const localUrl = localUrlOf(http.address() as AddressInfo);
  const publicUrl = config.PUBLIC_URL ?? `http://localhost:${port}`;

  const secrets = await loadSecrets(config.DATA_DIR);
  const closing = (error: unknown): never => {
    http.close();
    throw error;
  };
  const files = await openFiles(env, join(config.DATA_DIR, "files"), log).catch(closing);
  const database = await openDatabase(kit, config.DATA_DIR, log, signal).catch(closing);
  const parts: Parts = {
    config,
    kit,
    log,
    http,
    database,
    files,
    secrets,
    publicUrl,
    localUrl,
    port,
    env,
  };
  try {
    await fill?.(database, config);
    signal?.throwIfAborted();
    return await assemble(parts, (next) => (route = next));
  } catch (error) {
    http.close();
    await database.close();
    throw error;
  }
};

interface Parts {
  config: ServerConfig;
  kit: KitConfig;
  log: Log;
  http: Server;
  database: Database;
  files: Files;
  secrets: Secrets;
  publicUrl: string;
  localUrl: string;
  port: number;
  env: Environment;
}

/** Services, jobs, gateway and pages on an open database; answers requests from the moment it calls `open`. */
const assemble = async (
  { config, kit, log, http, database, files, secrets, publicUrl, localUrl, port, env }: Parts,
  open: (route: Route) => void,
): Promise<RunningServer> => {
  const clock = config.CLOCK_CONTROL ? new TurnableClock() : systemClock;
  const secret = config.INTERNAL_SECRET ?? secrets.INTERNAL_SECRET;
  const metrics = createMetrics({ ofProcess: config.METRICS_PORT !== undefined });
  const caches = createCache({ redisUrl: kit.REDIS_URL, log, metrics });
  watchJobs(metrics, database.owner);
  const standIns = wantsStandIns(config)
    ? await startStandIns({
        db: database.app,
        owner: database.owner,
        clock,
        log,
        publicUrl,
        localUrl,
        webhookSecret: secrets.STRIPE_WEBHOOK_SECRET,
      })
    : undefined;

  const registry = new ServiceRegistry({ secret });
  const serviceEnv: Environment = {
    PUBLIC_URL: publicUrl,
    AUTH_SECRET: secrets.AUTH_SECRET,
    ...standInEnv(standIns, config),
    ...setVariables(env),
  };
  for (const name of names)
    registry.register(
      name,
      await SERVICES[name]({
        db: database.app,
        clients: registry.clients(name),
        clock,
        cache: caches.named(name),
        files,
        log: log.child({ service: name }),
        metrics,
        env: serviceEnv,
      }),
    );

  const limits = createRateLimits(config.RATE_LIMITS, kit.REDIS_URL);
  const gateway = createGateway({
    registry,
    names,
    clients: registry.clients("gateway"),
    db: database.app,
    clock,
    log,
    limits,
    secret,
    publicUrl: () => publicUrl,
    corsOrigins: config.CORS_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
    isReady: async () =>
      Promise.race([
        query(database.app, "select 1").then(
          () => true,
          () => false,
        ),
        sleep(READY_WITHIN_MS, false, { ref: false }),
      ]),
  });
  offerToPages(gateway, registry);
  const web = config.WEB
    ? await startWeb(WEB_DIR, {
        hostname: config.HOST,
        port,
        dev: config.WEB_DEV,
        mapOrigins: mapOrigins(config),
      })
    : undefined;
  const metricsServer =
    config.METRICS_PORT === undefined
      ? undefined
      : await startMetricsServer(metrics, {
          host: config.METRICS_HOST,
          port: config.METRICS_PORT,
        });
  // What works by itself comes last: a start that fails before has nothing to stop but the database.
  const running = names.map((name) => registry.get(name)!);
  const worker = await startWorker({
    owner: database.owner,
    db: database.app,
    consumers: running.flatMap((service) => service.consumers),
    log,
    jobs: Object.assign(
      { "gateway.sweep": () => sweep(database.owner, clock) },
      ...running.map((service) => service.jobs),
    ),
    recurring: [
      { task: "gateway.sweep", crontab: "17 * * * *" },
      ...running.flatMap((service) => service.recurring),
    ],
  });
  const answer = routes(gateway, standIns, web, log);
  open(answer);

  return {
    url: publicUrl,
    metricsUrl: metricsServer?.url,
    config,
    database,
    clock,
    log,
    hasStandIns: standIns !== undefined,
    stop: async () => {
      // Who keeps a connection learns that the next request needs another, before those that nobody uses are closed: a request
      // that is on its way meets no closed one.
      open((req, res) => {
        res.setHeader("connection", "close");
        answer(req, res);
      });
      await sleep(DRAINED_AFTER_MS);
      await new Promise((done) => {
        http.close(done);
        http.closeIdleConnections();
        setTimeout(() => http.closeAllConnections(), 3_000).unref();
      });
      await worker.stop();
      await metricsServer?.close();
      await standIns?.stop();
      await web?.close();
      await limits.close();
      await caches.close();
      await database.close();
    },
  };
};

/**
 * So long a connection is kept that nobody asks anything on: longer than load balancers keep theirs, a minute as a rule, so that it is
 * never we who close one on which a request is under way.
 */
const IDLE_MS = 75_000;

/** Whoever asks again and again has been answered once more by then. */
const DRAINED_AFTER_MS = 250;

/** A database that hangs does not refuse: whoever asks whether we are ready wants to know nevertheless. */
const READY_WITHIN_MS = 2_000;

const starting: Route = (_req, res) =>
  void res
    .writeHead(503, { "retry-after": "2", "content-type": "text/plain" })
    .end("Starting. Try again in a moment.\n");

const wantsStandIns = (config: ServerConfig): boolean =>
  config.SANDBOX ?? (!config.STRIPE_SECRET_KEY && config.NODE_ENV !== "production");

/** Real mail settings win over the stand-in even while payments are played. */
const standInEnv = (
  standIns: StandIns | undefined,
  config: ServerConfig,
): Record<string, string> => {
  if (!standIns) return {};
  const { SENDGRID_API_KEY, SENDGRID_API_URL, ...stripe } = standIns.env;
  return config.SMTP_URL || config.SENDGRID_API_KEY
    ? stripe
    : { ...stripe, SENDGRID_API_KEY: SENDGRID_API_KEY!, SENDGRID_API_URL: SENDGRID_API_URL! };
};

/** Pages rendered in this process call the services directly, as the visitor whose headers they have. */
const offerToPages = (gateway: Gateway, registry: ServiceRegistry): void => {
  const router = Object.fromEntries(names.map((name) => [name, registry.get(name)!.router]));
  Object.assign(globalThis, {
    loconomy: {
      client: (headers: Headers) =>
        createRouterClient(router as never, {
          context: (async () => ({ actor: await gateway.actorOf(headers) })) as never,
        }),
    },
  });
};

const listen = (http: Server, host: string, port: number): Promise<void> =>
  new Promise((done, fail) => {
    http.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new ConfigError(
              `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
            )
          : new ConfigError(
              `It cannot listen on ${host}, port ${port}: ${error.message}. Check HOST and PORT; ports below 1024 are for root as a rule.`,
            ),
      ),
    );
    http.listen(port, host, done);
  });

const routes = (
  gateway: Gateway,
  standIns: StandIns | undefined,
  web: Web | undefined,
  log: Log,
): Route => {
  const socketAddress = (req: IncomingMessage): string => req.socket.remoteAddress ?? "unknown";
  const api = getRequestListener(
    (request, bindings) =>
      gateway.fetch(request, {
        socketAddress: socketAddress((bindings as { incoming: IncomingMessage }).incoming),
      }),
    { overrideGlobalObjects: false },
  );
  const sandbox =
    standIns &&
    getRequestListener((request) => standIns.fetch(request), { overrideGlobalObjects: false });
  const artwork = getRequestListener(
    async (request) =>
      artworkResponse(new URL(request.url).pathname) ??
      new Response("Not found\n", { status: 404 }),
    { overrideGlobalObjects: false },
  );
  return (req, res) => {
    const path = req.url ?? "/";
    if (path.startsWith("/api/") || path === "/healthz" || path === "/readyz")
      return void (gateway.json(req, res) || api(req, res));
    if (sandbox && path.startsWith("/sandbox/")) return void sandbox(req, res);
    if (path.startsWith("/artwork/")) return void artwork(req, res);
    if (!web)
      return void res
        .writeHead(404, { "content-type": "text/plain" })
        .end("This process serves the API only.\n");
    web.handle(req, res).catch((error) => {
      log.error({ err: error, path }, "page failed");
      if (!res.headersSent) res.writeHead(500, { "content-type": "text/plain" });
      res.end("Something went wrong on our side.\n");
    });
  };
};
