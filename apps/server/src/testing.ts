import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock, TurnableClock } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { startServer, type RunningServer } from "./server.ts";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** Somebody with a browser: keeps cookies, sends our origin and a fresh idempotency key. */
export interface Visitor {
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  cookies: Map<string, string>;
}

export type Person = Visitor & { userId: string; email: string };

/** How tests meet a server, wherever it runs. */
export interface People {
  url: string;
  database: TestDatabase;
  clock: Clock;
  visitor(): Visitor;
  /** A visitor who just signed up (verified unless told otherwise), with their id. */
  signUp(name: string, options?: { role?: string; verified?: boolean }): Promise<Person>;
}

export interface TestServer extends People {
  server: RunningServer;
  /** Turns the clock ahead for rules, holds and jobs. */
  advance(ms: number): void;
  stop(): Promise<void>;
}

/**
 * The whole back end over HTTP on a database of its own, with the stand-ins, without pages.
 * @param beside another one whose database and secrets it shares, as a second instance; that one is to be stopped last.
 */
export const startTestServer = async (
  env: Record<string, string> = {},
  beside?: TestServer,
): Promise<TestServer> => {
  const database = beside?.database ?? (await createTestDatabase());
  const dataDir =
    beside?.server.config.DATA_DIR ?? (await mkdtemp(join(tmpdir(), "loconomy-server-")));
  const server = await startServer({
    DATABASE_URL: database.connectionString,
    DATA_DIR: dataDir,
    PORT: "0",
    WEB: "0",
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    RATE_LIMITS: "bench",
    CLOCK_CONTROL: "1",
    DATABASE_POOL_MAX: "20",
    SEARCH_MODEL: "off",
    ...env,
  });
  return {
    ...createPeople(server.url, database, server.clock),
    server,
    advance: (ms) => (server.clock as TurnableClock).advance(ms),
    stop: async () => {
      await server.stop();
      if (beside) return;
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const createPeople = (url: string, database: TestDatabase, clock: Clock): People => {
  const visitor = (): Visitor => createVisitor(url);
  return {
    url,
    database,
    clock,
    visitor,
    signUp: async (name, { role, verified = true } = {}) => {
      const somebody = visitor();
      const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${crypto.randomUUID().slice(0, 8)}@example.com`;
      const { status, body } = await somebody.call<{ user: { id: string } }>(
        "POST",
        "/api/auth/sign-up/email",
        { name, email, password: "a long password" },
      );
      if (status !== 200) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`);
      const userId = body.user.id;
      if (role || verified) {
        await database.owner.pool.query(
          "update users.users set role = coalesce($2, role::text)::users.user_role, is_verified = $3 where id = $1",
          [userId, role ?? null, verified],
        );
        await somebody.call("POST", "/api/auth/sign-in/email", {
          email,
          password: "a long password",
        });
      }
      return Object.assign(somebody, { userId, email });
    },
  };
};

const createVisitor = (url: string): Visitor => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: async <T>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(url + path, {
        method,
        redirect: "manual",
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(method === "GET" ? {} : { origin: url, "idempotency-key": crypto.randomUUID() }),
          ...(cookies.size > 0
            ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
            : {}),
          ...headers,
        },
        body:
          body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
        if (!name) continue;
        if (!value || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson && text ? JSON.parse(text) : { text }) as T,
      };
    },
  };
};
