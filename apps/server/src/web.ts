import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzip } from "node:zlib";
import type { RequestHandler } from "next/dist/server/next.js";
import { compressedFiles } from "./compressed-files.ts";
import { hasAlready } from "./gateway/etag.ts";
import { pageCsp, SECURITY_HEADERS } from "./gateway/headers.ts";
import { pageCaching } from "./page-caching.ts";

// Next is CommonJS; its default export is the function itself.
const next = createRequire(import.meta.url)("next") as (options: object) => {
  prepare(): Promise<void>;
  getRequestHandler(): RequestHandler;
  close(): Promise<void>;
};

export interface Web {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** The pages, in this process: Next's own request handler, with our headers on every answer. */
export const startWeb = async (
  dir: string,
  {
    mapOrigins,
    dev,
    ...address
  }: { hostname: string; port: number; dev: boolean; mapOrigins: string[] },
): Promise<Web> => {
  const app = next({ dir, dev, ...address, customServer: true, conf: undefined });
  await app.prepare();
  const handle = app.getRequestHandler();
  const isAnswered = dev ? undefined : compressedFiles(join(dir, ".next"));
  return {
    handle: async (req, res) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
      if (await isAnswered?.(req, res)) return;
      if (!dev && wantsPage(req)) sendPageWhole(req, res, mapOrigins);
      await handle(req, res);
    },
    close: () => app.close(),
  };
};

const wantsPage = (req: IncomingMessage): boolean =>
  !/^\/(_next|sitemap|social)\b/.test(req.url ?? "") &&
  /text\/html|\*\/\*/.test(req.headers.accept ?? "*/*");

/**
 * Collects a page before it is sent, because its content security policy names the hashes of the scripts in it.
 * Pages come from memory or a local database, so nothing is lost by not streaming them. Compresses what it collected.
 */
export const sendPageWhole = (
  req: IncomingMessage,
  res: ServerResponse,
  mapOrigins: readonly string[] = [],
): void => {
  const chunks: Buffer[] = [];
  const { write, end, flushHeaders } = res;
  const acceptsGzip = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  // Next would compress what we still have to read.
  delete req.headers["accept-encoding"];
  const isHtml = (): boolean => String(res.getHeader("content-type") ?? "").startsWith("text/html");
  const keep = (chunk: unknown, encoding?: unknown): void => {
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function")
      chunks.push(
        typeof chunk === "string"
          ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
          : Buffer.from(chunk as Uint8Array),
      );
  };
  // Next's compression sends the headers through this before the first byte, even when it compresses nothing.
  const early = res as unknown as { _implicitHeader?: () => void };
  const restore = (): void => {
    Object.assign(res, { write, end, flushHeaders });
    delete early._implicitHeader;
  };

  res.flushHeaders = () => {};
  early._implicitHeader = () => {};
  res.write = ((chunk: unknown, encoding?: unknown, done?: unknown) => {
    if (!isHtml()) {
      restore();
      return res.write(chunk as never, encoding as never, done as never);
    }
    keep(chunk, encoding);
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") queueMicrotask(callback as () => void);
    return true;
  }) as typeof res.write;
  res.end = ((chunk?: unknown, encoding?: unknown, done?: unknown) => {
    restore();
    if (!isHtml() || res.headersSent)
      return res.end(chunk as never, encoding as never, done as never);
    keep(chunk, encoding);
    const html = Buffer.concat(chunks);
    res.setHeader("content-security-policy", pageCsp(html.toString("utf8"), mapOrigins));
    const { etag, cacheControl } = pageCaching(html, {
      status: res.statusCode,
      cacheControl: String(res.getHeader("cache-control") ?? ""),
      setsCookie: res.hasHeader("set-cookie"),
    });
    res.setHeader("cache-control", cacheControl);
    if (etag) res.setHeader("etag", `W/${etag}`);
    else res.removeHeader("etag");
    const callback = [chunk, encoding, done].find((value) => typeof value === "function") as
      | (() => void)
      | undefined;
    const send = (body: Buffer): void => {
      res.setHeader("content-length", body.length);
      res.end(req.method === "HEAD" ? undefined : body, callback);
    };
    res.setHeader("vary", [res.getHeader("vary"), "accept-encoding"].filter(Boolean).join(", "));
    if (etag && hasAlready(req.headers["if-none-match"], etag)) {
      res.statusCode = 304;
      res.removeHeader("content-type");
      return res.end(callback);
    }
    if (!acceptsGzip || html.length < 1024) send(html);
    else
      gzip(html, { level: 5 }, (error, zipped) => {
        if (error) return send(html);
        res.setHeader("content-encoding", "gzip");
        send(zipped);
      });
    return res;
  }) as typeof res.end;
};
