const MILE_METERS = 1_609.344;
/** Countries whose road signs count miles. */
const MILES = new Set(["US", "GB", "LR", "MM"]);

interface Reasons {
  distanceMeters: number;
  /** ISO code of the country searched in; null at sea. */
  country: string | null;
  firstStart: string | undefined;
  /** The provider's zone: the weekday and hour are theirs. */
  timeZone: string;
  rating: number;
  ratingCount: number;
}

/** One line that says why a provider is shown: "0.8 mi away · free Sat 9:00 · 4.9 from 120". */
export const why = ({
  distanceMeters,
  country,
  firstStart,
  timeZone,
  rating,
  ratingCount,
}: Reasons): string =>
  [
    distanceText(distanceMeters, country),
    ...(firstStart ? [`free ${weekdayAndTime(firstStart, timeZone)}`] : []),
    ...(ratingCount > 0 ? [`${rating.toFixed(1)} from ${ratingCount}`] : []),
  ].join(" · ");

const distanceText = (meters: number, country: string | null): string => {
  const [value, unit] =
    country !== null && MILES.has(country) ? [meters / MILE_METERS, "mi"] : [meters / 1_000, "km"];
  return `${value < 9.95 ? Math.max(0.1, value).toFixed(1) : Math.round(value)} ${unit} away`;
};

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const weekdayAndTime = (start: string, timeZone: string): string => {
  const { dayOfWeek, hour, minute } = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone);
  return `${WEEKDAYS[dayOfWeek - 1]} ${hour}:${String(minute).padStart(2, "0")}`;
};
