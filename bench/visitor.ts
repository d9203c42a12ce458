import { request } from "undici";

/** A browser as far as the API sees one: cookies, our origin, a fresh idempotency key for every write. */
export interface Visitor {
  call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
}

export const visitor = (url: string): Visitor => {
  const cookies = new Map<string, string>();
  return {
    call: async <T>(method: string, path: string, body?: unknown) => {
      const headers: Record<string, string> = { origin: url };
      if (body !== undefined) headers["content-type"] = "application/json";
      if (method !== "GET") headers["idempotency-key"] = crypto.randomUUID();
      if (cookies.size > 0)
        headers["cookie"] = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await request(url + path, {
        method: method as "GET",
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      for (const line of [response.headers["set-cookie"] ?? []].flat()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
        if (name) cookies.set(name, value ?? "");
      }
      const text = await response.body.text();
      return { status: response.statusCode, body: (text ? JSON.parse(text) : undefined) as T };
    },
  };
};

export const signUp = async (url: string): Promise<Visitor> => {
  const somebody = visitor(url);
  const email = `bench.${crypto.randomUUID()}@example.com`;
  const { status } = await somebody.call("POST", "/api/auth/sign-up/email", {
    name: "Bench Customer",
    email,
    password: "a long password",
  });
  if (status !== 200) throw new Error(`sign-up answered ${status}`);
  return somebody;
};
