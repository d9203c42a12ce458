import type { SearchQuery, Slot } from "@loconomy/contracts";
import type { Clients } from "@loconomy/kit";
import type { IndexedService } from "./listing-row.ts";
import { timeWindows, type TimeWindow } from "./time-windows.ts";

const TIMES_SHOWN = 3;
/** What one call may ask. */
const PROVIDERS_PER_CALL = 100;

interface Asked {
  id: string;
  timeZone: string;
  service: IndexedService;
}

export interface OpenTimes {
  timeZone: string;
  slots: Slot[];
}

interface Call {
  window: TimeWindow;
  asked: Asked[];
}

/** The next three open times of each provider within what the search asks for. Providers without one have an empty list. */
export const findOpenTimes = async (
  clients: Clients,
  query: SearchQuery,
  asked: readonly Asked[],
  now: Date,
): Promise<Map<string, OpenTimes>> => {
  const found = new Map<string, OpenTimes>(
    asked.map(({ id, timeZone }) => [id, { timeZone, slots: [] }]),
  );
  const durationMin = query.durationMinutes ?? 0;
  const answers = await Promise.all(
    callsFor(query, asked, now).map((call) => ask(clients, call, durationMin)),
  );
  for (const { providerId, timeZone, slots } of answers.flat()) {
    const known = found.get(providerId);
    if (!known || slots.length === 0) continue;
    known.timeZone = timeZone;
    known.slots = known.slots.length === 0 ? slots : soonest([...known.slots, ...slots]);
  }
  return found;
};

const soonest = (slots: readonly Slot[]): Slot[] =>
  slots.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start)).slice(0, TIMES_SHOWN);

/** A day begins and ends at other instants in other zones, so each zone is asked by itself; mostly there is only one. */
const callsFor = (query: SearchQuery, asked: readonly Asked[], now: Date): Call[] =>
  [
    ...Map.groupBy(asked, ({ timeZone }) => (query.date || query.partOfDay ? timeZone : "UTC")),
  ].flatMap(([timeZone, inZone]) =>
    timeWindows(query, timeZone, now).flatMap((window) =>
      chunks(inZone).map((chunk) => ({ window, asked: chunk })),
    ),
  );

const chunks = (asked: readonly Asked[]): Asked[][] =>
  Array.from({ length: Math.ceil(asked.length / PROVIDERS_PER_CALL) }, (_, at) =>
    asked.slice(at * PROVIDERS_PER_CALL, (at + 1) * PROVIDERS_PER_CALL),
  );

const ask = async (clients: Clients, { window, asked }: Call, durationMin: number) => {
  const answers = await clients.bookings.nextOpenTimes({
    providers: asked.map(({ id, service }) => ({
      providerId: id,
      serviceId: service.id,
      durationMinutes: Math.max(service.durationMinutes, durationMin),
      isInstant: service.isInstant,
      capacity: service.capacity,
    })),
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    perProvider: TIMES_SHOWN,
  });
  return answers.map((answer) => ({
    ...answer,
    slots: answer.slots.filter(({ start }) => isInside(Date.parse(start), window)),
  }));
};

const isInside = (start: number, { from, to }: TimeWindow): boolean =>
  start >= from.getTime() && start < to.getTime();
