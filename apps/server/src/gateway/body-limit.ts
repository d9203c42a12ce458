import type { IncomingMessage } from "node:http";
import { problem } from "@loconomy/kit";

const BODY_BYTES_MAX = 1_000_000;

/**
 * The body of a request, of at most 1 MB; undefined: none. A declared length is believed (the HTTP parser enforces it); a body that
 * comes in chunks is cut off at the limit.
 * @throws payload_too_large; invalid_request when the client goes away before it has sent all
 */
export const readBody = async (req: IncomingMessage): Promise<Buffer | undefined> => {
  const length = Number(req.headers["content-length"] ?? 0);
  if (length > BODY_BYTES_MAX) throw tooLarge();
  if (length === 0 && req.headers["transfer-encoding"] === undefined) return undefined;
  // Not by iteration: that would end the connection at the limit, and the answer with it.
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer): void => {
      bytes += chunk.byteLength;
      if (bytes <= BODY_BYTES_MAX) return void chunks.push(chunk);
      req.off("data", take).pause();
      fail(tooLarge());
    };
    req.on("data", take);
    req.once("end", () => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    req.once("error", (cause) =>
      fail(problem("invalid_request", "The body did not come whole.", undefined, cause)),
    );
  });
};

/** The same for a request of the Web's kind: it with its body, read where it came in chunks. @throws payload_too_large */
export const limitBody = async (request: Request): Promise<Request> => {
  const length = request.headers.get("content-length");
  if (length !== null) {
    if (Number(length) > BODY_BYTES_MAX) throw tooLarge();
    return request;
  }
  if (!request.headers.has("transfer-encoding") || !request.body) return request;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw tooLarge();
    chunks.push(chunk);
  }
  const headers = new Headers(request.headers);
  headers.delete("transfer-encoding");
  return new Request(request.url, { method: request.method, headers, body: Buffer.concat(chunks) });
};

const tooLarge = () => problem("payload_too_large", "The body may have at most 1 MB.");
