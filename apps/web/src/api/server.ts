import { createORPCClient } from "@orpc/client";
import { headers } from "next/headers";
import { restLink } from "./link.ts";
import type { Api } from "./types.ts";

interface InProcess {
  /** A client that acts for the visitor with these request headers, without a network hop. */
  client(headers: Headers): Api;
}

/** Set by the server that runs this app in its own process (apps/server); absent where pages run alone. */
const inProcess = (): InProcess | undefined => (globalThis as { loconomy?: InProcess }).loconomy;

const client = (given: Headers): Api => {
  const local = inProcess();
  if (local) return local.client(given);
  const forwarded: Record<string, string> = {};
  for (const name of ["cookie", "accept-language", "user-agent"]) {
    const value = given.get(name);
    if (value) forwarded[name] = value;
  }
  return createORPCClient(
    restLink({
      origin: process.env["API_ORIGIN"] ?? "http://localhost:3000",
      headers: () => forwarded,
    }),
  );
};

/** The API as the visitor of this request. Makes the page dynamic. */
export const api = async (): Promise<Api> => client(await headers());

/** The API as nobody in particular: for pages that are the same for everybody and may be cached. */
export const publicApi = (): Api => client(new Headers());
