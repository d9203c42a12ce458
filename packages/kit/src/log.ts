import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";

export type Log = pino.Logger;

interface Scope {
  requestId: string;
}
const scopes = new AsyncLocalStorage<Scope>();

/** Runs `fn` so that every log line and every event written inside carries the request id. */
export const withRequestId = <T>(requestId: string, fn: () => T): T =>
  scopes.run({ requestId }, fn);

export const currentRequestId = (): string | null => scopes.getStore()?.requestId ?? null;

const SECRETS = ["password", "authorization", "cookie", "clientSecret", "token"];
/** Secrets down to three levels, and what PostgreSQL quotes of the row that it refused. */
const REDACTED = [
  ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  "err.detail",
  "err.where",
];

/** Structured JSON log on stdout. Secrets and personal data do not belong in it; the usual suspects are redacted all the same. */
export const createLog = (level: string, destination?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const requestId = currentRequestId();
        return requestId ? { requestId } : {};
      },
      redact: REDACTED,
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
