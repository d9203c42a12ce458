import type { Provider } from "@loconomy/contracts";
import { orNotFound } from "../../api/errors.ts";
import type { Api } from "../../api/types.ts";
import { openRequests, weekQuery } from "./desk-queries.ts";
import { earnedSince } from "./earned.ts";
import { capacitiesOf } from "./sessions.ts";

/** Everything the first page of the desk shows, for the provider's own day. */
export async function loadDesk(client: Api, provider: Provider) {
  const { id } = provider;
  const schedule = await client.bookings.getSchedule({ id }).catch(() => null);
  const timeZone = schedule?.timeZone ?? "UTC";
  const now = Temporal.Now.zonedDateTimeISO(timeZone);
  const from = now.startOfDay().toInstant().toString();
  const month = now.with({ day: 1 }).startOfDay().toInstant().toString();
  const [services, week, requests, balance, ledger, waiting] = await Promise.all([
    client.providers.listServices({ id }),
    client.bookings.listBookings(weekQuery(from)).catch(orNotFound("/desk")),
    client.bookings.listBookings(openRequests).catch(orNotFound("/desk")),
    client.payments.getBalance({ id }).catch(() => ({ items: [] })),
    client.payments.listLedger({ id, limit: 100 }).catch(() => ({ items: [] })),
    client.bookings.listProviderWaitlist({ id }).catch(() => ({ total: 0, items: [] })),
  ]);
  return {
    hasServices: services.items.some(({ isActive }) => isActive),
    hasHours: (schedule?.weekly.length ?? 0) > 0,
    earned: earnedSince(ledger.items, month),
    balance,
    waiting,
    today: {
      from,
      days: Array.from({ length: 7 }, (_, index) =>
        now.toPlainDate().add({ days: index }).toString(),
      ),
      now: now.epochMilliseconds,
      timeZone,
      capacities: capacitiesOf(services.items),
      week: week.items,
      requests: requests.items,
    },
  };
}
