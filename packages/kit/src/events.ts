import { EVENTS, type DomainEvent, type EventData, type EventType } from "@loconomy/contracts";
import type { Clock } from "./clock.ts";
import { query, type Db, type Tx } from "./db.ts";
import { currentRequestId, withRequestId, type Log } from "./log.ts";

const listeners = new Set<() => void>();
const wake = (): void => {
  for (const listener of listeners) listener();
};

/** Writes an event to the outbox, in the transaction that makes it true. */
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
  tx.afterCommit(wake);
};

/** A service's interest in one type of event. Handlers may see an event twice and must act once. */
export interface Consumer<T extends EventType = EventType> {
  /** `service.what-it-does`, stable: events already handled are remembered under it. */
  name: string;
  event: T;
  handle(event: DomainEvent<T>): Promise<void>;
}

/** Keeps the event's type while the list of consumers is of mixed types. */
export const consumer = <T extends EventType>(
  name: string,
  event: T,
  handle: (event: DomainEvent<T>) => Promise<void>,
): Consumer => ({ name, event, handle }) as unknown as Consumer;

/** Task name of a consumer in the job queue. */
export const consumerTask = (name: string): string => `consume:${name}`;

interface EventRow {
  id: string;
  type: EventType;
  aggregateId: string;
  data: never;
  requestId: string | null;
  occurredAt: Date;
}

/** Runs one consumer for one event, unless it has handled that event before. */
export const deliver = async (db: Db, subscriber: Consumer, eventId: string): Promise<void> => {
  const [row] = await query<EventRow>(
    db,
    `select o.id, o.type, o.aggregate_id as "aggregateId", o.data, o.request_id as "requestId", o.occurred_at as "occurredAt"
       from platform.outbox o
      where o.id = $2 and not exists (select from platform.consumed_events c where c.consumer = $1 and c.event_id = o.id)`,
    [subscriber.name, eventId],
  );
  if (!row) return;
  const event: DomainEvent = { ...row, occurredAt: row.occurredAt.toISOString() };
  await withRequestId(row.requestId ?? row.id, () => subscriber.handle(event));
  await query(
    db,
    "insert into platform.consumed_events (consumer, event_id) values ($1, $2) on conflict do nothing",
    [subscriber.name, eventId],
  );
};

const BATCH = 500;

export interface Relay {
  /** Moves everything that waits now; resolves with how many events. */
  flush(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Turns committed outbox rows into one job per interested consumer, in batches. Any number of relays may run: rows are
 * claimed with `skip locked`. Woken by local commits, and by polling for those of other processes.
 * @param subscriptions of all services, wherever they run: an event that one relay has moved is not looked at again.
 * @param db must be allowed to write the outbox and the job queue, i.e. act as the owner.
 */
export const startRelay = (
  db: Db,
  subscriptions: ReadonlyArray<Pick<Consumer, "name" | "event">>,
  log: Log,
  pollMs = 500,
): Relay => {
  const table = JSON.stringify(
    subscriptions.map(({ name, event }) => ({ type: event, task: consumerTask(name) })),
  );
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;

  const batch = async (): Promise<number> => {
    const rows = await query<{ relayed: number }>(
      db,
      `with waiting as (
         select id, type from platform.outbox where relayed_at is null order by id limit ${BATCH} for update skip locked
       ), specs as (
         select json_agg(json_build_object('task', s.task, 'payload', json_build_object('eventId', w.id))) as list
           from waiting w join json_to_recordset($1::json) as s(type text, task text) using (type)
       ), jobs as materialized (
         select platform.enqueue_jobs(list) from specs where list is not null
       ), counted as (select count(*) from jobs), moved as (
         update platform.outbox o set relayed_at = now() from waiting w, counted where o.id = w.id returning o.id
       )
       select count(*)::int as relayed from moved`,
      [table],
    );
    return rows[0]?.relayed ?? 0;
  };

  const drain = async (): Promise<number> => {
    let total = 0;
    try {
      do {
        again = false;
        // A batch that was not full has left nothing behind.
        for (let moved = BATCH; moved === BATCH; total += moved) moved = await batch();
      } while (again && !stopped);
      return total;
    } finally {
      running = undefined; // at once: who flushes from here on must start anew
    }
  };

  const flush = (): Promise<number> => {
    if (running) {
      again = true;
      return running;
    }
    running = drain();
    return running;
  };

  const tick = (): void =>
    void (
      stopped ||
      flush().catch((error) =>
        log.error({ err: error }, "the outbox could not be relayed; trying again"),
      )
    );
  const timer = setInterval(tick, pollMs);
  listeners.add(tick);
  tick();
  return {
    flush,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      listeners.delete(tick);
      await running?.catch(() => {});
    },
  };
};
