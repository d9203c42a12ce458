import { providerTexts } from "./texts.ts";

/** "Usually answers within 2 hours": minutes up to 90, then hours up to two days, then days; rounded up. */
export const responseTime = (minutes: number): string => {
  const { responds, minutes: inMinutes, hours, days } = providerTexts;
  if (minutes <= 90) return responds(inMinutes(Math.max(5, Math.ceil(minutes / 5) * 5)));
  if (minutes <= 48 * 60) return responds(hours(Math.ceil(minutes / 60)));
  return responds(days(Math.ceil(minutes / 1440)));
};
