import type { Slot } from "@loconomy/contracts";
import { problem, together, type ServiceDependencies } from "@loconomy/kit";
import { openTimes } from "../class-slots.ts";
import { hasLimits, LIMIT_MARGIN_MS } from "../limits.ts";
import { findBusy, findSchedules } from "../schedule-store.ts";
import { groupOf, rulesFor } from "../service-rules.ts";
import { bookableRange } from "../slots.ts";
import { travelOf, TRAVEL_MINUTES_MAX } from "../travel.ts";
import { toSlots } from "../view.ts";

const RANGE_MS_MAX = 14 * 86_400_000;
/** Longest service, both buffers and the longest way: how far outside of the range a claim can still matter. */
const MARGIN_MS = (720 + 480 + TRAVEL_MINUTES_MAX) * 60_000;

interface Input {
  providers: ReadonlyArray<{
    providerId: string;
    serviceId: string;
    durationMinutes: number;
    isInstant?: boolean;
    capacity?: number;
  }>;
  from: string;
  to: string;
  perProvider: number;
}

interface ProviderTimes {
  providerId: string;
  serviceId: string;
  timeZone: string;
  slots: Slot[];
}

/** The next open times of many providers at once: two queries, whatever their number, and one for those with limits. */
export const nextOpenTimes = async (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  input: Input,
): Promise<ProviderTimes[]> => {
  const now = clock.now().getTime();
  const from = Date.parse(input.from);
  const to = Date.parse(input.to);
  if (to <= from || to - from > RANGE_MS_MAX)
    throw problem("invalid_request", "Ask for between a moment and 14 days.", {
      errors: [{ path: "to", message: "must be after from, at most 14 days" }],
    });
  const ids = [...new Set(input.providers.map((provider) => provider.providerId))];
  const { earliest, latest } = bookableRange(
    { noticeMinutes: 0, horizonDays: Infinity },
    from,
    to,
    now,
  );
  const [schedules, busy] = await together(db, (on) =>
    Promise.all([
      findSchedules(on, ids),
      findBusy(on, ids, earliest - MARGIN_MS, latest + MARGIN_MS, now),
    ]),
  );
  const limited = schedules.filter(hasLimits).map(({ providerId }) => providerId);
  if (limited.length > 0) {
    const [begin, end] = [earliest - LIMIT_MARGIN_MS, latest + LIMIT_MARGIN_MS];
    for (const [id, claims] of await findBusy(db, limited, begin, end, now)) busy.set(id, claims);
  }
  const byProvider = new Map(schedules.map((schedule) => [schedule.providerId, schedule]));

  return input.providers.map(
    ({ providerId, serviceId, durationMinutes, isInstant = false, capacity = 1 }) => {
      const schedule = byProvider.get(providerId);
      if (!schedule) return { providerId, serviceId, timeZone: "UTC", slots: [] };
      const slots = openTimes({
        group: groupOf(serviceId, capacity),
        rules: rulesFor(schedule, { isInstant }),
        travel: travelOf(schedule, null),
        busy: busy.get(providerId) ?? [],
        durationMinutes,
        from,
        to,
        now,
        limit: input.perProvider,
      });
      return {
        providerId,
        serviceId,
        timeZone: schedule.timeZone,
        slots: toSlots(slots, schedule.timeZone),
      };
    },
  );
};
