"use client";
import type { Api } from "./types.ts";

type Call = (...input: unknown[]) => Promise<unknown>;

/**
 * The API as the signed-in visitor; works in the browser only (on the server use `server.ts`). The client behind it is loaded at
 * the first call, so that a page that has nothing to ask yet does not wait for it.
 */
export const api = new Proxy({} as Api, {
  get: (_services, service: string) =>
    new Proxy(
      {},
      {
        get:
          (_procedures, procedure: string): Call =>
          async (...input) => {
            const { restClient } = await import("./rest-client.ts");
            const services = restClient as unknown as Record<string, Record<string, Call>>;
            return services[service]![procedure]!(...input);
          },
      },
    ),
});
