import { formatDay, formatTimeRange } from "@loconomy/ui";

/** "Fri 4 Dec, 8:00–9:00 AM", in lists that name the zone once. */
export const dateText = (
  { start, end }: { start: string; end: string },
  timeZone: string,
): string => `${formatDay(start, timeZone)}, ${formatTimeRange(start, end, timeZone)}`;
