import type { Service } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { createUsers } from "./service.ts";

export const ORIGIN = "http://localhost:3000";
export const ENV = { PUBLIC_URL: ORIGIN, AUTH_SECRET: "a secret for tests only, long enough" };
export const PASSWORD = "correct horse battery";

export interface UsersHarness extends ServiceHarness {
  database: TestDatabase;
  service: Service;
}

export const startUsers = async (env: Record<string, string> = ENV): Promise<UsersHarness> => {
  const database = await createTestDatabase();
  const harness = await createServiceHarness(
    database,
    { users: createUsers },
    { env, logLevel: "silent" },
  );
  return { ...harness, database, service: harness.registry.get("users")! };
};

/** A browser as far as sign-in is concerned: keeps cookies and sends the page's origin. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #handle: (request: Request) => Promise<Response>;
  readonly #origin: string;

  constructor(service: Service, { origin = ORIGIN, clientAddress = "203.0.113.7" } = {}) {
    this.#handle = (request) =>
      service.raw!["/api/auth"]!(request, {
        actor: { kind: "guest", guestId: null },
        clientAddress,
      });
    this.#origin = origin;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get(path: string): Promise<Response> {
    return this.send(path, { method: "GET" });
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.send(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  }

  async send(
    path: string,
    init: { method: string; body?: string; headers?: Record<string, string> },
  ): Promise<Response> {
    const headers = new Headers({ ...init.headers, origin: this.#origin });
    if (this.cookies.size > 0) headers.set("cookie", this.cookieHeader);
    const response = await this.#handle(
      new Request(new URL(path.startsWith("http") ? path : `/api/auth${path}`, ORIGIN), {
        ...init,
        headers,
      }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (/max-age=0(;|$)/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  }

  signUp(email: string, extra: object = {}): Promise<Response> {
    return this.post("/sign-up/email", { name: "Ada Marsh", email, password: PASSWORD, ...extra });
  }

  signIn(email: string, password = PASSWORD): Promise<Response> {
    return this.post("/sign-in/email", { email, password });
  }
}

/** The newest event of a type, as it was written. */
export const lastEvent = async <T extends object>(
  database: TestDatabase,
  type: string,
): Promise<T | undefined> => {
  const { rows } = await database.owner.pool.query<{ data: T }>(
    "select data from platform.outbox where type = $1 order by id desc limit 1",
    [type],
  );
  return rows[0]?.data;
};
