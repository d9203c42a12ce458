import { createServer, request, type ClientRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBody } from "./body-limit.ts";

let server: Server;
const read: Array<PromiseLike<string>> = [];
beforeAll(async () => {
  server = createServer((req, res) => {
    const outcome = readBody(req).then(
      (body) => `${body?.length ?? "none"}`,
      (error: { code: string }) => error.code,
    );
    read.push(outcome);
    void outcome.then(() => res.setHeader("connection", "close").end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => server.close());

const ask = (headers: Record<string, string | number>): ClientRequest => {
  const { port } = server.address() as AddressInfo;
  return request({ port, host: "127.0.0.1", method: "POST", headers }).on("error", () => {});
};
const outcome = async (): Promise<string> => {
  await expect.poll(() => read.length).toBe(1);
  return read.pop()!;
};

test("a body is read to its end, and none is none", async () => {
  ask({ "content-length": 3 }).end("abc");
  expect(await outcome()).toBe("3");
  ask({ "content-length": 0 }).end();
  expect(await outcome()).toBe("none");
});

test("more than 1 MB is refused, with a length and without", async () => {
  ask({ "content-length": 1_000_001 }).write("a");
  expect(await outcome()).toBe("payload_too_large");
  const inPieces = ask({ "transfer-encoding": "chunked" });
  for (let n = 0; n < 11; n++) inPieces.write(Buffer.alloc(100_000));
  expect(await outcome()).toBe("payload_too_large");
});

test("a client that goes away before it has sent all has sent nothing that counts", async () => {
  const half = ask({ "content-length": 100 });
  half.write("half");
  await expect.poll(() => read.length).toBe(1);
  half.destroy();
  expect(await outcome()).toBe("invalid_request");
});
