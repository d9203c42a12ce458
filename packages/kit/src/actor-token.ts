import { createHmac, timingSafeEqual } from "node:crypto";
import { Actor } from "@loconomy/contracts";

/** Carries the signed actor from the gateway to a service in another process. Worth nothing without our signature. */
export const ACTOR_HEADER = "x-loconomy-actor";

const LIFETIME_MS = 60_000;

const mac = (payload: string, secret: string): Buffer =>
  createHmac("sha256", secret).update(payload).digest();

/** `payload.signature`, both base64url; valid for one minute. */
export const signActor = (actor: Actor, secret: string, now = Date.now()): string => {
  const payload = Buffer.from(JSON.stringify({ actor, expiresAt: now + LIFETIME_MS })).toString(
    "base64url",
  );
  return `${payload}.${mac(payload, secret).toString("base64url")}`;
};

/** The actor of a token, or null when it is missing, forged or too old. */
export const verifyActor = (
  token: string | null,
  secret: string,
  now = Date.now(),
): Actor | null => {
  const [payload, signature] = token?.split(".") ?? [];
  if (!payload || !signature) return null;
  const given = Buffer.from(signature, "base64url");
  const wanted = mac(payload, secret);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const content = JSON.parse(Buffer.from(payload, "base64url").toString()) as {
    actor: unknown;
    expiresAt: number;
  };
  if (!(content.expiresAt > now)) return null;
  return Actor.safeParse(content.actor).data ?? null;
};
