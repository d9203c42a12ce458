import { createORPCClient } from "@orpc/client";
import { afterEach, expect, test, vi } from "vitest";
import { shownError } from "./errors.ts";
import { restLink } from "./link.ts";
import type { Api } from "./types.ts";

vi.mock("next/navigation", () => ({ notFound: vi.fn(), redirect: vi.fn() }));
afterEach(() => vi.unstubAllGlobals());

test("a problem document keeps its code, words, fields and members", async () => {
  const problem = {
    status: 409,
    code: "slot_taken",
    title: "This time was just taken",
    detail: "Somebody was faster.",
    alternatives: [{ start: "2026-12-01T10:00:00Z" }],
    errors: [{ path: "start", message: "is taken" }],
  };
  vi.stubGlobal(
    "fetch",
    async () =>
      new Response(JSON.stringify(problem), {
        status: 409,
        headers: { "content-type": "application/problem+json" },
      }),
  );
  const api: Api = createORPCClient(restLink({ origin: "http://localhost" }));
  const error = await api.bookings
    .createHold({ serviceId: "x", start: "y" })
    .catch((thrown: unknown) => thrown);
  expect(shownError(error)).toMatchObject({
    code: "slot_taken",
    message: "Somebody was faster.",
    fields: [{ path: "start", message: "is taken" }],
    data: { alternatives: problem.alternatives },
  });
});

test("a request that never arrived says that nothing was changed", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("fetch failed")));
  const api: Api = createORPCClient(restLink({ origin: "http://localhost" }));
  const error = await api.users.getMe().catch((thrown: unknown) => thrown);
  expect(shownError(error)).toMatchObject({ code: "offline" });
});
