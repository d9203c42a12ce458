import { hash } from "node:crypto";

/** What Next said of a page that it made. */
interface Made {
  status: number;
  cacheControl: string;
  setsCookie: boolean;
}

/** How a page may be kept: its `Cache-Control`, and a tag to ask again with when it may be. */
interface PageCaching {
  cacheControl: string;
  etag?: string;
}

/**
 * Whether others may be shown the same page. Next says `s-maxage` only of pages that it made without looking at the request: no
 * cookie, no header, no query, so nothing in them is anybody's. Everything else, and whatever sets a cookie, is for its visitor.
 * The tag is of the page before compression; its policy follows from the page, so it needs no part in the tag.
 */
export const pageCaching = (html: Buffer, made: Made): PageCaching => {
  const shared = /\bs-maxage=(\d+)/.exec(made.cacheControl)?.[1];
  const stale = /\bstale-while-revalidate=(\d+)/.exec(made.cacheControl)?.[1] ?? "0";
  if (shared === undefined || made.status !== 200 || made.setsCookie)
    return { cacheControl: "private, no-store" };
  return {
    // A browser asks each time, which costs no body; a shared cache asks for all of them.
    cacheControl: `public, max-age=0, s-maxage=${shared}, stale-while-revalidate=${stale}`,
    etag: `"${hash("sha1", html, "base64url")}"`,
  };
};
