import type { Actor } from "@loconomy/contracts";
import type { Clients } from "@loconomy/kit";
import { readGuest } from "./guest.ts";

/** The headers that say who asks. */
export interface Credentials {
  cookie: string | null;
  authorization: string | null;
}

/** Who headers belong to: session cookie, bearer token or guest cookie. */
export type ActorOf = (credentials: Credentials) => Promise<Actor>;

export const createActorOf =
  (clients: Clients, secret: string): ActorOf =>
  async ({ cookie, authorization }) => {
    const guestId = readGuest(cookie, secret);
    if (!authorization && !cookie?.includes("session")) return { kind: "guest", guestId };
    const user = await clients.users.authenticate({ cookie, authorization });
    return user ? { kind: "user", ...user, guestId } : { kind: "guest", guestId };
  };
