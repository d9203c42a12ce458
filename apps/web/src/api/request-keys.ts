import { ORPCError } from "@orpc/client";

/** The keys that requests to write go under. */
export interface RequestKeys {
  /** The Idempotency-Key of a request: that of the same one before, while nobody knows what became of it. */
  keyOf(path: readonly string[], input: unknown): string;
  /** Has what it was asked for done; `error` is what came instead of an answer. */
  settled(path: readonly string[], input: unknown, error?: unknown): void;
}

/** A lost answer, an error of the server, or another attempt that still runs: the request may have been carried out. */
const isUnclear = (error: unknown): boolean =>
  !(error instanceof ORPCError) || error.status >= 500 || error.code === "idempotency_in_flight";

/** Who clicks again because no answer came means the same thing, not a second one. */
export const createRequestKeys = (
  newKey: () => string = () => crypto.randomUUID(),
): RequestKeys => {
  const open = new Map<string, string>();
  const nameOf = (path: readonly string[], input: unknown): string => JSON.stringify([path, input]);
  return {
    keyOf: (path, input) => {
      const name = nameOf(path, input);
      const key = open.get(name) ?? newKey();
      open.set(name, key);
      return key;
    },
    settled: (path, input, error) => {
      if (error === undefined || !isUnclear(error)) open.delete(nameOf(path, input));
    },
  };
};
