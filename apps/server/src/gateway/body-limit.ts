import { problem } from "@loconomy/kit";

export const BODY_BYTES_MAX = 1_000_000;

/**
 * The request, with a body of at most 1 MB. A declared length is believed (the HTTP parser enforces it); a body that comes
 * in chunks is read here and cut off at the limit.
 * @throws payload_too_large
 */
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
