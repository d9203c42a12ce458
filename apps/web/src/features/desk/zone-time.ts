/** What a clock in `timeZone` shows at that instant, in milliseconds as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(
    part["year"]!,
    part["month"]! - 1,
    part["day"],
    part["hour"],
    part["minute"],
    part["second"],
  );
}

/**
 * The instant, RFC 3339, at which clocks in `timeZone` show that day and time. A time that clocks skip becomes the one an
 * hour later, a time that comes twice is the earlier one. (Browsers do not all have Temporal yet.)
 */
export function instantAt(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map(
    (near) => wallClock(near, timeZone) - near,
  );
  const candidates = offsets.map((offset) => wanted - offset);
  const exact = candidates.filter((instant) => wallClock(instant, timeZone) === wanted);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates)).toISOString();
}
