import { query, type Db, type Queryable, type Tx } from "@loconomy/kit";
import { sweepClaims } from "./claim-store.ts";
import type { Interval } from "./intervals.ts";

/** A person's seat in a session of a group class. */
export interface Seat {
  sessionId: string;
  serviceId: string;
  /** Of the session, as of its last seat that was taken. */
  capacity: number;
  /** Nobody else is in the session. */
  isAlone: boolean;
}

/** A session as somebody wants a seat in it, whether it exists already or not. */
export interface WantedSession {
  providerId: string;
  serviceId: string;
  /** How many people the class takes now. */
  capacity: number;
  /** The session without its buffers, and with them. */
  time: { start: Date; end: Date };
  period: Interval;
  now: Date;
}

/** The seat that a hold or a booking has; undefined when it has its time for itself. */
export const findSeat = async (
  db: Queryable,
  holdId: string | null,
  now: Date,
): Promise<Seat | undefined> =>
  (
    await db.query<Seat>(
      `select c.id as "sessionId", c.service_id as "serviceId", c.capacity, not exists (
                select from bookings.class_seats o
                 where o.session_id = s.session_id and o.id <> s.id and (o.expires_at is null or o.expires_at > $2)) as "isAlone"
         from bookings.class_seats s join bookings.time_claims c on c.id = s.session_id where s.id = $1`,
      [holdId, now],
    )
  )[0];

/** The claim that does not stand in the way of a booking: its own, unless others sit in it. */
export const ownClaim = (holdId: string | null, seat: Seat | null): string | null => {
  if (!seat) return holdId;
  return seat.isAlone ? seat.sessionId : null;
};

/**
 * The session at that time that somebody is in, locked until the transaction ends. The provider's calendar must be locked
 * before. Seats and claims that have run out make way.
 */
export const lockSession = async (
  tx: Tx,
  { providerId, serviceId, time, now }: Omit<WantedSession, "capacity" | "period">,
): Promise<{ id: string; taken: number } | undefined> => {
  await sweepClaims(tx, providerId, now);
  const at = [providerId, serviceId, time.start, time.end];
  await tx.query(
    `delete from bookings.class_seats s using bookings.time_claims c where c.id = s.session_id and ${IS_SESSION} and s.expires_at <= $5`,
    [...at, now],
  );
  const [session] = await tx.query<{ id: string; taken: number }>(
    `select c.id, c.taken from bookings.time_claims c where ${IS_SESSION} for update`,
    at,
  );
  return session;
};

/** Sessions of one time and another length are not the same. The period is what the index knows. */
const IS_SESSION = `c.provider_id = $1 and c.kind = 'class' and c.service_id = $2 and c.period && tstzrange($3, $4)
  and c.starts_at = $3 and c.ends_at = $4`;

/** Whether everybody who fits is in the session at that time. Nothing is locked, so a seat may be given back meanwhile. */
export const isSessionFull = async (
  db: Db,
  { providerId, serviceId, capacity, time, now }: Omit<WantedSession, "period">,
): Promise<boolean> => {
  const [row] = await query<{ taken: number }>(
    db,
    `select count(*)::int as taken from bookings.class_seats s join bookings.time_claims c on c.id = s.session_id
      where ${IS_SESSION} and (s.expires_at is null or s.expires_at > $5)`,
    [providerId, serviceId, time.start, time.end, now],
  );
  return row!.taken >= capacity;
};

/** Makes room for one more in a session. False: it is full. */
export const enterSession = async (
  tx: Tx,
  { id, taken }: { id: string; taken: number },
  { capacity }: Pick<WantedSession, "capacity">,
): Promise<boolean> => {
  if (taken >= capacity) return false;
  await tx.query("update bookings.time_claims set capacity = $2 where id = $1", [id, capacity]);
  return true;
};

/** A new session, without a seat taken yet: one has to follow in the same transaction. Undefined: something else has the time. */
export const openSession = async (
  tx: Tx,
  { providerId, serviceId, capacity, time, period }: WantedSession,
): Promise<string | undefined> =>
  (
    await tx.query<{ id: string }>(
      `insert into bookings.time_claims (id, provider_id, kind, service_id, starts_at, ends_at, period, capacity, taken)
       values (uuidv7(), $1, 'class', $2, $3, $4, tstzrange($5, $6), $7, 0) on conflict do nothing returning id`,
      [
        providerId,
        serviceId,
        time.start,
        time.end,
        new Date(period.start),
        new Date(period.end),
        capacity,
      ],
    )
  )[0]?.id;

/**
 * Moves a booking's seat to another session, one that exists or a new one. False: no seat is left there, or something else has
 * the time.
 * @throws the database's exclusion_violation (23P01) when a session that moves whole meets something else.
 */
export const moveSeat = async (
  tx: Tx,
  id: string | null,
  seat: Seat,
  wanted: WantedSession,
): Promise<boolean> => {
  const session = await lockSession(tx, wanted);
  if (!session && seat.isAlone) {
    await tx.query("delete from bookings.class_seats where session_id = $1 and id <> $2", [
      seat.sessionId,
      id,
    ]);
    await tx.query(
      `update bookings.time_claims set period = tstzrange($2, $3), starts_at = $4, ends_at = $5, capacity = $6 where id = $1`,
      [
        seat.sessionId,
        new Date(wanted.period.start),
        new Date(wanted.period.end),
        wanted.time.start,
        wanted.time.end,
        wanted.capacity,
      ],
    );
    return true;
  }
  if (session && !(await enterSession(tx, session, wanted))) return false;
  const to = session?.id ?? (await openSession(tx, wanted));
  if (!to) return false;
  await tx.query("update bookings.class_seats set session_id = $2 where id = $1", [id, to]);
  return true;
};
