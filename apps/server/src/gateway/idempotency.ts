import { hash } from "node:crypto";
import { inBatches, problem, query, type Clock, type Db } from "@loconomy/kit";
import type { Answer } from "./answer.ts";

const REQUIRED = [
  /^\/bookings(?:\/series)?\/holds$/,
  /^\/bookings(?:\/series)?$/,
  /^\/bookings\/[^/]+\/refund$/,
];
/** Whether a POST to this path below `/api/v1` needs a key: repeating it blindly would hold, book or pay twice. */
export const needsKey = (path: string): boolean => REQUIRED.some((pattern) => pattern.test(path));

const KEY = /^[\x21-\x7E]{1,255}$/;
/** A first request that has not ended after this long was lost with its process. */
const ABANDONED_MS = 60_000;

interface StoredAnswer {
  fingerprint: string;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

interface Call {
  /** User or guest id: keys are per person. Null: of nobody an answer is kept. */
  owner: string | null;
  /** Path below `/api/v1`. */
  path: string;
  method: string;
  /** The header; undefined or empty: there is none. */
  key: string | undefined;
  body: string;
  run: () => Promise<Answer>;
}

/** What answers a repeated POST with the first answer. The key stands in `Idempotency-Key`; answers are kept for 24 hours. */
export const createIdempotency = (db: Db, clock: Clock) => {
  const keys: Keys = { take: inBatches(takers(db, clock)), keep: inBatches(keepers(db)) };
  return (call: Call): Promise<Answer> => idempotent(db, keys, call);
};

interface Keys {
  take(key: Taken): Promise<boolean>;
  keep(answer: Kept): Promise<void>;
}

const idempotent = async (
  db: Db,
  keys: Keys,
  { owner, path, method, key, body, run }: Call,
): Promise<Answer> => {
  if (method !== "POST") return run();
  if (!key) {
    if (needsKey(path))
      throw problem(
        "idempotency_key_required",
        "Send an Idempotency-Key header: any string that is new for this request.",
      );
    return run();
  }
  if (!KEY.test(key))
    throw problem(
      "invalid_request",
      "The Idempotency-Key must be 1–255 printable ASCII characters.",
    );
  if (owner === null) return run();

  const fingerprint = hash("sha256", `${path}\n${body}`);
  if (!(await keys.take({ owner, key, fingerprint })))
    return replay(await stored(db, owner, key, fingerprint), fingerprint);

  const release = () =>
    query(
      db,
      "delete from platform.idempotency_keys where owner = $1 and key = $2 and status is null",
      [owner, key],
    );
  try {
    const answer = await run();
    if (answer.status >= 500 || answer.status === 429) await release();
    else await keys.keep({ owner, key, ...keepable(answer) });
    return answer;
  } catch (error) {
    await release();
    throw error;
  }
};

/** Files are for reading; what changes something answers with text. */
const keepable = ({ status, headers, body = "" }: Answer) => ({
  status,
  headers: { "content-type": headers["content-type"] ?? "application/json" },
  body: String(body),
});

interface Taken {
  owner: string;
  key: string;
  fingerprint: string;
}

/** Takes keys; false for those that are somebody's. */
const takers =
  (db: Db, clock: Clock) =>
  async (asked: Taken[]): Promise<boolean[]> => {
    const now = clock.now();
    // Of one key asked for twice at once the first is taken; by order, so that instances do not wait for each other in a circle.
    const firsts = [...new Map(asked.toReversed().map((one) => [nameOf(one), one])).entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one);
    const rows = await query<{ owner: string; key: string }>(
      db,
      `insert into platform.idempotency_keys as k (owner, key, fingerprint, started_at)
       select owner, key, fingerprint, $4 from unnest($1::text[], $2::text[], $3::text[]) as asked (owner, key, fingerprint)
       on conflict (owner, key) do update set fingerprint = excluded.fingerprint, started_at = excluded.started_at, status = null, body = null
         where (k.status is null and k.started_at < $5) or k.started_at < $6
       returning owner, key`,
      [
        firsts.map(({ owner }) => owner),
        firsts.map(({ key }) => key),
        firsts.map(({ fingerprint }) => fingerprint),
        now,
        new Date(now.getTime() - ABANDONED_MS),
        new Date(now.getTime() - 24 * 3_600_000),
      ],
    );
    const taken = new Set(rows.map(nameOf));
    return asked.map((one) => firsts.includes(one) && taken.has(nameOf(one)));
  };

const nameOf = ({ owner, key }: { owner: string; key: string }): string => `${owner}\n${key}`;

const stored = async (
  db: Db,
  owner: string,
  key: string,
  fingerprint: string,
): Promise<StoredAnswer> => {
  const [found] = await query<StoredAnswer>(
    db,
    "select fingerprint, status, headers, body from platform.idempotency_keys where owner = $1 and key = $2",
    [owner, key],
  );
  return found ?? { fingerprint, status: null, headers: null, body: null };
};

interface Kept {
  owner: string;
  key: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

const keepers =
  (db: Db) =>
  async (answers: Kept[]): Promise<never[]> => {
    await query(
      db,
      `update platform.idempotency_keys k set status = a.status, headers = a.headers, body = a.body
         from unnest($1::text[], $2::text[], $3::int[], $4::jsonb[], $5::text[]) as a (owner, key, status, headers, body)
        where k.owner = a.owner and k.key = a.key`,
      [
        answers.map(({ owner }) => owner),
        answers.map(({ key }) => key),
        answers.map(({ status }) => status),
        answers.map(({ headers }) => JSON.stringify(headers)),
        answers.map(({ body }) => body),
      ],
    );
    return [];
  };

const replay = (earlier: StoredAnswer, fingerprint: string): Answer => {
  if (earlier.fingerprint !== fingerprint)
    throw problem(
      "idempotency_key_reused",
      "This Idempotency-Key was used for another request. Use a new one.",
    );
  if (earlier.status === null)
    throw problem(
      "idempotency_in_flight",
      "The first request with this key is still running. Ask again in a moment.",
    );
  const replayed = { "idempotency-replayed": "true" };
  return earlier.body
    ? { status: earlier.status, headers: { ...earlier.headers, ...replayed }, body: earlier.body }
    : { status: earlier.status, headers: replayed };
};
