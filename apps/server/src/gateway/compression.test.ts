import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inOnePiece } from "./compression.ts";

const LONG = JSON.stringify({ text: "word ".repeat(1_000) });
const answer = (body: string | null, headers: Record<string, string> = {}, status = 200) =>
  new Response(body, {
    status,
    headers: { "content-type": "application/json", etag: '"a"', vary: "origin", ...headers },
  });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

test("a long answer is compressed for who takes that, under a weak tag", async () => {
  const zipped = await inOnePiece(answer(LONG), "gzip, br");
  expect(Object.fromEntries(zipped.headers)).toMatchObject({
    "content-encoding": "gzip",
    etag: 'W/"a"',
    vary: "origin, accept-encoding",
  });
  const body = await bytes(zipped);
  expect(zipped.headers.get("content-length")).toBe(String(body.length));
  expect(gunzipSync(body).toString()).toBe(LONG);

  const plain = await inOnePiece(answer(LONG), "br");
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("etag")).toBe('"a"');
  expect(plain.headers.get("vary")).toBe("origin, accept-encoding");
  expect(await plain.text()).toBe(LONG);
});

test("a short answer goes as it is, with its length in bytes", async () => {
  const short = await inOnePiece(
    answer('"é"', { "content-type": "application/problem+json" }, 409),
    "gzip",
  );
  expect(short.status).toBe(409);
  expect(short.headers.get("content-encoding")).toBeNull();
  expect(short.headers.get("content-length")).toBe("4");
  expect(await short.text()).toBe('"é"');
});

test("what has no body, is packed already or does not end is left alone", async () => {
  for (const response of [
    answer(null, {}, 304),
    answer(LONG, { "content-encoding": "br" }),
    answer(LONG, { "content-type": "text/event-stream" }),
    answer(LONG, { "content-type": "image/png" }),
  ])
    expect(await inOnePiece(response, "gzip")).toBe(response);
});
