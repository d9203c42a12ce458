import { problem, sqlState, type Log } from "@loconomy/kit";
import { ORPCError } from "@orpc/server";

/** Text that is none, numbers and times that are out of range. */
const INVALID_VALUE = new Set(["22021", "22P05", "22P02", "22003", "22007", "22008", "22009"]);
const UNAVAILABLE = new Set([
  "57014",
  "57P01",
  "57P03",
  "53300",
  "08006",
  "08001",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** What a failure of the database means to the client. Everything that is not known stays an internal error. */
export const asProblem = (error: unknown): ORPCError<string, unknown> => {
  if (error instanceof ORPCError) return error;
  const state = sqlState(error) ?? "";
  if (INVALID_VALUE.has(state))
    return problem(
      "invalid_request",
      "A value is not in a form that can be stored.",
      undefined,
      error,
    );
  if (UNAVAILABLE.has(state))
    return problem(
      "service_unavailable",
      "The database did not answer in time. See whether it was done, and if not, try again.",
      undefined,
      error,
    );
  return problem("internal", undefined, undefined, error);
};

/** Around each operation: failures become problems, and what is our fault is logged with its cause. */
export const translateDatabaseErrors =
  (log: Log) => async (options: { next: () => Promise<unknown> }) => {
    try {
      return await options.next();
    } catch (error) {
      const shown = asProblem(error);
      if (shown.status >= 500) log.error({ err: shown.cause ?? error }, "operation failed");
      throw shown;
    }
  };
