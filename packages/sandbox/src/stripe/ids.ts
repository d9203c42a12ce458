import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A random base-62 text of `length` characters. */
export function randomText(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += alphabet[byte % 62];
  return text;
}

/** An id as Stripe writes them, e.g. `newId("pi")` → `pi_4Xk…` (24 random characters). */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** The secret that lets a browser confirm one intent: `pi_…_secret_…`. */
export function newClientSecret(intentId: string): string {
  return `${intentId}_secret_${randomText(25)}`;
}
