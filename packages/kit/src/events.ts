import { EVENTS, type DomainEvent, type EventData, type EventType } from "@loconomy/contracts";
import { inBatches } from "./batches.ts";
import type { Clock } from "./clock.ts";
import { query, type Db, type Tx } from "./db.ts";
import { currentRequestId, withRequestId } from "./log.ts";

/** Writes an event to the outbox and queues it for everybody subscribed, in the transaction that makes it true. */
export const publish = async <T extends EventType>(
  tx: Tx,
  clock: Clock,
  type: T,
  aggregateId: string,
  data: EventData<T>,
): Promise<void> => {
  tx.outgoing.events.push({
    type,
    aggregateId,
    data: EVENTS[type].parse(data),
    requestId: currentRequestId(),
    occurredAt: clock.now(),
  });
};

/** A service's interest in one type of event. Handlers may see an event twice and must act once. */
export interface Consumer<T extends EventType = EventType> {
  /** `service.what-it-does`, stable: events already handled are remembered under it. */
  name: string;
  event: T;
  /**
   * A member of the event's data: news with the same value in it waits as one job, and only the latest is handled. For handlers
   * that look at what is true now and not at what the news says. Consumers of one name, for several events, share the job.
   */
  per?: string;
  handle(event: DomainEvent<T>): Promise<void>;
}

/** Keeps the event's type while the list of consumers is of mixed types. */
export const consumer = <T extends EventType>(
  name: string,
  event: T,
  handle: (event: DomainEvent<T>) => Promise<void>,
  { per }: { per?: keyof EventData<T> & string } = {},
): Consumer => ({ name, event, handle, per }) as unknown as Consumer;

/** Task name of a consumer in the job queue; `platform.send` builds it too. */
export const consumerTask = (name: string): string => `consume:${name}`;

/**
 * What runs one consumer for one event. What was handled is remembered, except for consumers that look at what is true now:
 * to look once more does no harm.
 * @param db where that is kept.
 */
export const createDeliver = (db: Db) => {
  const remember = inBatches(async (marks: Array<{ name: string; eventId: string }>) => {
    await query(
      db,
      "insert into platform.consumed_events (consumer, event_id) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing",
      [marks.map(({ name }) => name), marks.map(({ eventId }) => eventId)],
    );
    return [];
  });
  /** @param again the event was given to this consumer before: then only what it has not handled is handled. */
  return async (subscriber: Consumer, event: DomainEvent, again: boolean): Promise<void> => {
    const { name, per } = subscriber;
    if (again && per === undefined && (await isConsumed(db, name, event.id))) return;
    await withRequestId(event.requestId ?? event.id, () => subscriber.handle(event));
    if (per === undefined) await remember({ name, eventId: event.id });
  };
};

const isConsumed = async (db: Db, name: string, eventId: string): Promise<boolean> =>
  (
    await query(db, "select from platform.consumed_events where consumer = $1 and event_id = $2", [
      name,
      eventId,
    ])
  ).length > 0;

/**
 * Makes these the consumers that events are queued for from now on, and nobody else.
 * @param db may write the subscriptions, i.e. acts as the owner.
 */
export const subscribe = async (
  db: Db,
  consumers: ReadonlyArray<Pick<Consumer, "name" | "event" | "per">>,
): Promise<void> => {
  await query(
    db,
    `with wanted as (
       select event, name, per from json_to_recordset($1::json) as c (event text, name text, per text)
     ), gone as (
       delete from platform.subscriptions s where not exists (select from wanted w where w.event = s.event and w.name = s.consumer)
     )
     insert into platform.subscriptions (event, consumer, per) select event, name, per from wanted
     on conflict (event, consumer) do update set per = excluded.per where subscriptions.per is distinct from excluded.per`,
    [JSON.stringify(consumers.map(({ event, name, per }) => ({ event, name, per })))],
  );
};
