import { gzipSync } from "node:zlib";

/** Below it an answer fits into a few packets anyway. */
const COMPRESSED_BYTES_MIN = 4096;
const COMPRESSIBLE =
  /^(?:application\/(?:[\w.-]+\+)?json|application\/javascript|text\/(?!event-stream))/;

export const isCompressible = (contentType: string | null | undefined): boolean =>
  COMPRESSIBLE.test(contentType ?? "");

export const takesGzip = (acceptEncoding: string | null | undefined): boolean =>
  /\bgzip\b/.test(acceptEncoding ?? "");

/**
 * A body as gzip, when the client takes that and it is worth it. Here and now: handing some 20 kB to another thread and back costs
 * three times as much, and best compression twice.
 */
export const compressed = (
  body: string | Buffer,
  acceptEncoding: string | null | undefined,
): Buffer<ArrayBuffer> | undefined =>
  Buffer.byteLength(body) >= COMPRESSED_BYTES_MIN && takesGzip(acceptEncoding)
    ? gzipSync(body, { level: 1 })
    : undefined;

/** The same content in another coding: its tag is a weak one. */
export const weakened = (etag: string): string => (etag.startsWith("W/") ? etag : `W/${etag}`);

/**
 * An answer in one piece, with its length, and compressed when that is worth it. As a stream, of a length that nobody knows, even
 * the smallest answer would be compressed, and sent bit by bit.
 */
export const inOnePiece = async (
  response: Response,
  acceptEncoding: string | null,
): Promise<Response> => {
  const { status, headers } = response;
  if (
    !response.body ||
    headers.has("content-encoding") ||
    !isCompressible(headers.get("content-type"))
  )
    return response;
  const body = Buffer.from(await response.arrayBuffer());
  const zipped = compressed(body, acceptEncoding);
  const whole = new Response(zipped ?? body, { status, headers });
  whole.headers.append("vary", "accept-encoding");
  whole.headers.set("content-length", String((zipped ?? body).byteLength));
  if (!zipped) return whole;
  whole.headers.set("content-encoding", "gzip");
  const etag = headers.get("etag");
  if (etag) whole.headers.set("etag", weakened(etag));
  return whole;
};
