import type { Tx } from "@loconomy/kit";
import { isBusyElsewhere } from "./claim-store.ts";
import { enterSession, lockSession, openSession, type WantedSession } from "./class-store.ts";
import type { NewHold, Refusal, Refused } from "./hold-store.ts";

/**
 * Takes a seat for ten minutes, in the session at that time or in a new one, and writes its hold. The calendar must be locked by
 * this transaction. What stands against a new session – what `look` finds, calendars elsewhere – does not stand against one that is there.
 */
export const placeSeat = async (
  tx: Tx,
  hold: NewHold,
  look: () => Promise<Refusal | null>,
): Promise<Refused> => {
  const active = await countActive(tx, hold);
  const refused: Refused = { id: null, active, refusal: "taken" };
  if (active >= hold.activeMax) return refused;
  const wanted = wantedBy(hold);
  const session = await lockSession(tx, wanted);
  if (session && !(await enterSession(tx, session, wanted))) return refused;
  const refusal = session ? null : await look();
  if (refusal) return { ...refused, refusal };
  if (!session && (await isBusyElsewhere(tx, wanted))) return refused;
  const sessionId = session?.id ?? (await openSession(tx, wanted));
  if (!sessionId) return refused;
  return { id: await insertSeat(tx, hold, sessionId), active, refusal: "taken" };
};

/** The session that a hold is for. */
export const wantedBy = (hold: NewHold): NewHold & WantedSession => ({
  ...hold,
  time: { start: new Date(hold.slot.start), end: new Date(hold.slot.end) },
  period: hold.claim,
});

const countActive = async (tx: Tx, { owner, now }: NewHold): Promise<number> => {
  const [row] = await tx.query<{ active: number }>(
    `select count(*)::int as active from bookings.holds
      where status = 'active' and series_id is null and not is_offer and expires_at > $1 and (user_id = $2::uuid or guest_id = $3::text)`,
    [now, owner.userId, owner.userId === null ? owner.guestId : null],
  );
  return row!.active;
};

const insertSeat = async (tx: Tx, hold: NewHold, sessionId: string): Promise<string> => {
  const [row] = await tx.query<{ id: string }>(
    `with seat as (
       insert into bookings.class_seats (id, session_id, expires_at) values (uuidv7(), $1, $9) returning id
     )
     insert into bookings.holds (id, provider_id, service_id, user_id, guest_id, starts_at, ends_at, time_zone, expires_at, quote, offer, created_at)
     select seat.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from seat returning id`,
    [
      sessionId,
      hold.providerId,
      hold.serviceId,
      hold.owner.userId,
      hold.owner.userId === null ? hold.owner.guestId : null,
      new Date(hold.slot.start),
      new Date(hold.slot.end),
      hold.timeZone,
      hold.expiresAt,
      JSON.stringify(hold.quote),
      JSON.stringify(hold.offer),
      hold.now,
    ],
  );
  return row!.id;
};
