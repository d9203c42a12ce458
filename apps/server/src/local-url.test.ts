import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { localUrlOf } from "./local-url.ts";

test.each(["127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", "::"])(
  "what listens on %s reaches itself",
  async (host) => {
    const http = createServer((_req, res) => void res.end("here")).listen(0, host);
    await once(http, "listening");
    try {
      const answer = await fetch(localUrlOf(http.address() as AddressInfo));
      expect(await answer.text()).toBe("here");
    } finally {
      http.close();
    }
  },
);
