/** A time of day as American English writes it, in which all our texts are: "9:00 AM", "12:30 PM". @param hour 0–23 */
export const clockText = (hour: number, minute: number): string =>
  `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
