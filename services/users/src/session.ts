import { createHmac, timingSafeEqual } from "node:crypto";
import { Id, Role } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";
import { parseCookies } from "better-auth/cookies";
import { z } from "zod";
import type { Auth } from "./auth.ts";

export interface Identity {
  userId: string;
  role: Role;
  isVerified: boolean;
}

/** Whose session the cookie header carries; null when nobody's. One indexed read; sessions are renewed by `/get-session`. */
export const identifyBySession = async (
  db: Db,
  cookieName: string,
  secret: string,
  cookieHeader: string,
): Promise<Identity | null> => {
  const token = readSigned(parseCookies(cookieHeader).get(cookieName), secret);
  if (!token) return null;
  const [identity] = await query<Identity>(
    db,
    `select u.id as "userId", u.role, u.is_verified as "isVerified"
       from users.sessions s join users.users u on u.id = s.user_id
      where s.token = $1 and s.expires_at > now()`,
    [token],
  );
  return identity ?? null;
};

/** The value of a signed cookie, `<value>.<base64 HMAC-SHA256>`; undefined when the signature is not ours. */
const readSigned = (cookie: string | undefined, secret: string): string | undefined => {
  const dot = cookie?.lastIndexOf(".") ?? -1;
  if (!cookie || dot < 1) return undefined;
  const value = cookie.slice(0, dot);
  const expected = createHmac("sha256", secret).update(value).digest();
  const given = Buffer.from(cookie.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
};

const Claims = z.object({ sub: Id, role: Role, email_verified: z.boolean() });

/** Whose token the `Authorization` header carries, as of its issue; null when it is none of ours, or too old. */
export const identifyByToken = async (
  auth: Auth,
  authorization: string,
): Promise<Identity | null> => {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (!token) return null;
  const { payload } = await auth.api.verifyJWT({ body: { token } });
  const claims = Claims.safeParse(payload);
  return claims.success
    ? { userId: claims.data.sub, role: claims.data.role, isVerified: claims.data.email_verified }
    : null;
};
