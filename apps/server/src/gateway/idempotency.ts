import { createHash } from "node:crypto";
import { problem, query, type Clock, type Db } from "@loconomy/kit";

/** Below `/api/v1`: repeating these blindly would hold, book or pay twice, so a key is required. */
const REQUIRED = [
  /^\/bookings(?:\/series)?\/holds$/,
  /^\/bookings(?:\/series)?$/,
  /^\/bookings\/[^/]+\/refund$/,
];
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
  /** User or guest id: keys are per person. */
  owner: string;
  /** Path below `/api/v1`. */
  path: string;
  request: Request;
  run: (request: Request) => Promise<Response>;
}

/** Answers a repeated POST with the first answer. The key stands in `Idempotency-Key`; answers are kept for 24 hours. */
export const idempotent = async (
  db: Db,
  clock: Clock,
  { owner, path, request, run }: Call,
): Promise<Response> => {
  const key = request.headers.get("idempotency-key");
  if (request.method !== "POST") return run(request);
  if (!key) {
    if (REQUIRED.some((pattern) => pattern.test(path)))
      throw problem(
        "idempotency_key_required",
        "Send an Idempotency-Key header: any string that is new for this request.",
      );
    return run(request);
  }
  if (!KEY.test(key))
    throw problem(
      "invalid_request",
      "The Idempotency-Key must be 1–255 printable ASCII characters.",
    );

  const body = await request.text();
  const fingerprint = createHash("sha256").update(`${path}\n${body}`).digest("hex");
  const earlier = await claim(db, clock, owner, key, fingerprint);
  if (earlier) return replay(earlier, fingerprint);

  const release = () =>
    query(
      db,
      "delete from platform.idempotency_keys where owner = $1 and key = $2 and status is null",
      [owner, key],
    );
  try {
    const response = await run(
      new Request(request.url, { method: "POST", headers: request.headers, body }),
    );
    if (response.status >= 500 || response.status === 429) {
      await release();
      return response;
    }
    const text = await response.text();
    const headers = { "content-type": response.headers.get("content-type") ?? "application/json" };
    await query(
      db,
      "update platform.idempotency_keys set status = $3, headers = $4, body = $5 where owner = $1 and key = $2",
      [owner, key, response.status, JSON.stringify(headers), text],
    );
    return new Response(response.status === 204 ? null : text, {
      status: response.status,
      headers: response.headers,
    });
  } catch (error) {
    await release();
    throw error;
  }
};

/** Takes the key, or returns what is stored under it. */
const claim = async (
  db: Db,
  clock: Clock,
  owner: string,
  key: string,
  fingerprint: string,
): Promise<StoredAnswer | undefined> => {
  const now = clock.now();
  const [taken] = await query(
    db,
    `insert into platform.idempotency_keys as k (owner, key, fingerprint, started_at) values ($1, $2, $3, $4)
     on conflict (owner, key) do update set fingerprint = excluded.fingerprint, started_at = excluded.started_at, status = null, body = null
       where (k.status is null and k.started_at < $5) or k.started_at < $6
     returning key`,
    [
      owner,
      key,
      fingerprint,
      now,
      new Date(now.getTime() - ABANDONED_MS),
      new Date(now.getTime() - 24 * 3_600_000),
    ],
  );
  if (taken) return undefined;
  const [stored] = await query<StoredAnswer>(
    db,
    "select fingerprint, status, headers, body from platform.idempotency_keys where owner = $1 and key = $2",
    [owner, key],
  );
  return stored ?? { fingerprint, status: null, headers: null, body: null };
};

const replay = (earlier: StoredAnswer, fingerprint: string): Response => {
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
  const body = earlier.status === 204 ? null : earlier.body;
  return new Response(body, {
    status: earlier.status,
    headers: { ...earlier.headers, "idempotency-replayed": "true" },
  });
};
