import type { Tx } from "@loconomy/kit";
import type { Interval } from "./intervals.ts";
import { LIMIT_MARGIN_MS } from "./limits.ts";

/**
 * Lets one change of a provider's calendar after the other happen, until the transaction ends. Against overlaps the exclusion
 * constraint alone is enough, but bookings that move into each other's way would wait for each other in a circle; limits, which
 * look at more than one claim, need it.
 */
export const lockCalendar = async (tx: Tx, providerId: string): Promise<void> => {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('bookings.calendar:' || $1, 0))", [
    providerId,
  ]);
};

/** Deletes the claims of a provider that have run out; what is claimed next does not wait for others who do so. */
export const sweepClaims = async (tx: Tx, providerId: string, now: Date): Promise<void> => {
  await tx.query("delete from bookings.time_claims where provider_id = $1 and expires_at <= $2", [
    providerId,
    now,
  ]);
};

/** Forgets what jobs took of the calendar before any week that can still be booked. */
export const forgetClaims = async (tx: Tx, now: Date): Promise<void> => {
  await tx.query(
    "delete from bookings.time_claims where kind in ('booking', 'class') and upper(period) < $1",
    [new Date(now.getTime() - LIMIT_MARGIN_MS)],
  );
};

/** Whether a calendar elsewhere says that the provider is busy then. */
export const isBusyElsewhere = async (
  tx: Tx,
  { providerId, period }: Pick<Move, "providerId" | "period">,
): Promise<boolean> =>
  (
    await tx.query(
      "select from bookings.external_busy where provider_id = $1 and tstzrange(starts_at, ends_at) && tstzrange($2, $3) limit 1",
      [providerId, new Date(period.start), new Date(period.end)],
    )
  ).length > 0;

/** Whether anything but the claim `exceptId` has any of the time. */
export const isTaken = async (
  tx: Tx,
  {
    providerId,
    period,
    exceptId,
    now,
  }: Omit<Move, "startsAt" | "endsAt"> & { exceptId: string | null },
): Promise<boolean> =>
  (
    await tx.query(
      `select from bookings.time_claims where provider_id = $1 and period && tstzrange($2, $3) and id is distinct from $4::uuid
          and (expires_at is null or expires_at > $5) limit 1`,
      [providerId, new Date(period.start), new Date(period.end), exceptId, now],
    )
  ).length > 0;

/**
 * Takes the claims of bookings that are to move together out of each other's way, to where nobody is; `moveClaim` then puts
 * each on its new time, in the same transaction.
 */
export const parkClaims = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx.query(
    `update bookings.time_claims
        set period = tstzrange(lower(period) + interval '1000 years', upper(period) + interval '1000 years')
      where id = any($1) and kind = 'booking'`,
    [ids],
  );
};

/** A stretch of time for a booking that moves. */
export interface Move {
  providerId: string;
  period: Interval;
  /** When the job in it begins. */
  startsAt: Date;
  endsAt: Date;
  now: Date;
}

/**
 * Puts a booking's claim on another stretch of time, in place. Claims of this provider that have run out make way.
 * @throws the database's exclusion_violation (23P01) when somebody else has any of it.
 */
export const moveClaim = async (
  tx: Tx,
  id: string | null,
  { providerId, period, startsAt, endsAt, now }: Move,
): Promise<void> => {
  await sweepClaims(tx, providerId, now);
  const moved = await tx.query(
    "update bookings.time_claims set period = tstzrange($2, $3), starts_at = $4, ends_at = $5 where id = $1 and kind = 'booking' returning id",
    [id, new Date(period.start), new Date(period.end), startsAt, endsAt],
  );
  if (moved.length === 0) throw new Error(`The booking with the claim ${id} has no time to move.`);
};
