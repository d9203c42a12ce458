import type { ScheduleRules, Service } from "@loconomy/contracts";
import { noticeFor } from "./lifecycle.ts";

/** A provider's rules as they hold for one service: time to answer a request. */
export const rulesFor = <Rules extends ScheduleRules>(
  schedule: Rules,
  { isInstant }: Pick<Service, "isInstant">,
): Rules => ({
  ...schedule,
  noticeMinutes: noticeFor(schedule.noticeMinutes, isInstant),
});
