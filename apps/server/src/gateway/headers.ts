import { createHash } from "node:crypto";

/** Headers on every answer. */
export const SECURITY_HEADERS: Record<string, string> = {
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  // The old filter is switched off: it could be turned against the page it guarded.
  "x-xss-protection": "0",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "geolocation=(self), camera=(), microphone=(), payment=(self)",
};

/** Answers that are no documents need nothing at all. */
export const API_CSP = "default-src 'none'; frame-ancestors 'none'";

const INLINE_SCRIPT =
  /<script(?![^>]*\ssrc=)(?![^>]*application\/(?:ld\+)?json)[^>]*>([\s\S]*?)<\/script>/g;

/**
 * The policy of one page: scripts from ourselves and Stripe, plus exactly the inline scripts that this page carries, by hash.
 * Hashes rather than nonces, because they hold for cached pages too. `mapOrigins` are where a map style of others comes from.
 */
export const pageCsp = (html: string, mapOrigins: readonly string[] = []): string => {
  const hashes = new Set<string>();
  for (const [, script] of html.matchAll(INLINE_SCRIPT))
    hashes.add(
      `'sha256-${createHash("sha256")
        .update(script ?? "")
        .digest("base64")}'`,
    );
  return [
    "default-src 'self'",
    `script-src 'self' ${[...hashes].join(" ")} https://js.stripe.com`,
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...mapOrigins].join(" "),
    "font-src 'self'",
    ["connect-src 'self' https://api.stripe.com", ...mapOrigins].join(" "),
    "frame-src 'self' https://js.stripe.com https://hooks.stripe.com",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
};
