import { hash } from "node:crypto";

/** What an answer carries that may be kept: a tag to ask again with, each time. */
export const taggedHeaders = (body: string | Buffer, scope: "public" | "private") => ({
  // Hashed on the spot: handing 2 kB to another thread, as Web Crypto does, costs more than the hash.
  etag: `"${hash("sha1", body, "base64url")}"`,
  "cache-control": `${scope}, max-age=0, must-revalidate`,
});

/** Whether a client that sends this `If-None-Match` has the answer with this tag; a weak tag is as good. */
export const hasAlready = (ifNoneMatch: string | null | undefined, etag: string): boolean =>
  ifNoneMatch?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag) ?? false;
