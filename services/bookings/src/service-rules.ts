import { BOOKABLE_DAYS_MAX, type ScheduleRules, type Service } from "@loconomy/contracts";
import { noticeFor } from "./lifecycle.ts";

/** A provider's rules as they hold for one service: time to answer a request, and no further ahead than a card is held. */
export const rulesFor = <Rules extends ScheduleRules>(
  schedule: Rules,
  { isInstant }: Pick<Service, "isInstant">,
): Rules => ({
  ...schedule,
  noticeMinutes: noticeFor(schedule.noticeMinutes, isInstant),
  horizonDays: Math.min(schedule.horizonDays, BOOKABLE_DAYS_MAX),
});
