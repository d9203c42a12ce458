import type { Clock, Db } from "@loconomy/kit";

const KEYS_KEPT_MS = 24 * 3_600_000;
/** Longer than any retry lasts. Events carry sign-in links, so they are not kept for ever. */
const EVENTS_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Forgets answers to idempotency keys after a day, and events after thirty.
 * @param owner may delete from the outbox, which services may not.
 */
export const sweep = async (owner: Db, clock: Clock): Promise<void> => {
  const ago = (ms: number): Date => new Date(clock.now().getTime() - ms);
  await owner.pool.query("delete from platform.idempotency_keys where started_at < $1", [
    ago(KEYS_KEPT_MS),
  ]);
  await owner.pool.query("delete from platform.outbox where occurred_at < $1", [
    ago(EVENTS_KEPT_MS),
  ]);
  await owner.pool.query("delete from platform.consumed_events where consumed_at < $1", [
    ago(EVENTS_KEPT_MS),
  ]);
};
