import { ORPCError } from "@orpc/client";
import { expect, test } from "vitest";
import { createRequestKeys } from "./request-keys.ts";

const path = ["payments", "refundBooking"];
const keys = () => {
  let n = 0;
  return createRequestKeys(() => `key-${++n}`);
};

test.each([
  ["a lost connection", new TypeError("fetch failed")],
  ["an error of the server", new ORPCError("service_unavailable", { status: 503 })],
  ["the first one still running", new ORPCError("idempotency_in_flight", { status: 409 })],
])("after %s the same request keeps its key, another one does not", (_what, error) => {
  const { keyOf, settled } = keys();
  expect(keyOf(path, { amount: 100 })).toBe("key-1");
  settled(path, { amount: 100 }, error);
  expect(keyOf(path, { amount: 200 })).toBe("key-2");
  expect(keyOf(path, { amount: 100 })).toBe("key-1");
});

test.each([
  ["an answer", undefined],
  ["a refusal", new ORPCError("unprocessable", { status: 422 })],
])("after %s it is a new one", (_what, error) => {
  const { keyOf, settled } = keys();
  expect(keyOf(path, { amount: 100 })).toBe("key-1");
  settled(path, { amount: 100 }, error);
  expect(keyOf(path, { amount: 100 })).toBe("key-2");
});
