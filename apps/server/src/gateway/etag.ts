import { hash } from "node:crypto";

/**
 * A successful answer with its `ETag`, or 304 when the client has it already. Hashes on the spot: handing 2 kB to
 * another thread, as Web Crypto does, costs more than the hash.
 */
export const withETag = async (request: Request, response: Response): Promise<Response> => {
  if (response.status !== 200) return response;
  const body = await response.text();
  const tag = `"${hash("sha1", body, "base64url")}"`;
  const headers = new Headers(response.headers);
  headers.set("etag", tag);
  headers.set("cache-control", "public, max-age=0, must-revalidate");
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((one) => one.trim().replace(/^W\//, ""));
  if (!known?.includes(tag)) return new Response(body, { headers });
  headers.delete("content-type");
  return new Response(null, { status: 304, headers });
};
