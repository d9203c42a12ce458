import { BOOKABLE_DAYS_MAX, type Service } from "@loconomy/contracts";
import { noticeFor } from "./lifecycle.ts";
import type { ScheduleRow } from "./schedule-store.ts";

/** A provider's rules as they hold for one service: time to answer a request, and no further ahead than a card is held. */
export const rulesFor = (
  schedule: ScheduleRow,
  { isInstant }: Pick<Service, "isInstant">,
): ScheduleRow => ({
  ...schedule,
  noticeMinutes: noticeFor(schedule.noticeMinutes, isInstant),
  horizonDays: Math.min(schedule.horizonDays, BOOKABLE_DAYS_MAX),
});
