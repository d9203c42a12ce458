import type { Actor } from "@loconomy/contracts";
import { requireSystem, type Db } from "@loconomy/kit";
import type { Auth } from "../auth.ts";
import { identifyBySession, identifyByToken, type Identity } from "../session.ts";

interface Credentials {
  cookie: string | null;
  authorization: string | null;
}

/** Who a request comes from; null when nobody can be told. A token counts alone: a bad one is not made good by a cookie. */
export const createAuthenticate = async (db: Db, auth: Auth) => {
  const { authCookies, secret } = await auth.$context;
  return async (actor: Actor, { cookie, authorization }: Credentials): Promise<Identity | null> => {
    requireSystem(actor);
    if (authorization && /^bearer\b/i.test(authorization))
      return identifyByToken(auth, authorization);
    return cookie === null
      ? null
      : identifyBySession(db, authCookies.sessionToken.name, secret, cookie);
  };
};
