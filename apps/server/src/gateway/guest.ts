import { createHmac, timingSafeEqual } from "node:crypto";

/** Names a browser without an account, so that a time it holds stays its own. */
export const GUEST_COOKIE = "loconomy_guest";
const MAX_AGE_SECONDS = 7 * 24 * 3600;

const sign = (id: string, secret: string): string =>
  createHmac("sha256", secret).update(`guest:${id}`).digest("base64url");

/** The guest id of a cookie that we signed, or null. */
export const readGuest = (cookie: string | null, secret: string): string | null => {
  const value = cookie?.match(/(?:^|;\s*)loconomy_guest=([^;]+)/)?.[1];
  const [id, signature] = value?.split(".") ?? [];
  if (!id || !signature) return null;
  const wanted = Buffer.from(sign(id, secret));
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : null;
};

/** A new guest id and the `Set-Cookie` that gives it to the browser. */
export const newGuest = (secret: string, isSecure: boolean): { id: string; setCookie: string } => {
  const id = crypto.randomUUID();
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${isSecure ? "; Secure" : ""}`;
  return { id, setCookie: `${GUEST_COOKIE}=${id}.${sign(id, secret)}; ${attributes}` };
};
