import { z } from "zod";

/** UUIDv7 everywhere: sortable by creation time. Any UUID is accepted on input so that a wrong one is a 404, not a 400. */
export const Id = z.uuid();

/** RFC 3339 instant with an offset or `Z`, e.g. `2026-11-28T09:00:00Z`. Answers are always UTC. */
export const Instant = z.iso.datetime({ offset: true }).max(40);

/** Calendar day without a zone, `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** Wall-clock time of day, `HH:MM`, 00:00–24:00 (24:00 only as an end). */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be HH:MM");

const AREA_AND_CITY = /^[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z0-9_+-]*)+$/;
/** Asking costs more than anything else in a request for open times. */
const knownZones = new Set<string>(["UTC"]);

const isTimeZone = (zone: string): boolean => {
  if (knownZones.has(zone)) return true;
  if (!AREA_AND_CITY.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
  } catch {
    return false;
  }
  knownZones.add(zone);
  return true;
};

/** IANA zone name such as `Europe/Berlin`, or `UTC`. Offsets and abbreviations are refused: they do not know daylight saving. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
/** Asking for a name takes longer than all else about a language. */
const knownLanguages = new Set<string>();

const isLanguage = (code: string): boolean => {
  if (knownLanguages.has(code)) return true;
  const isKnown = languageNames.of(code) !== undefined;
  if (isKnown) knownLanguages.add(code);
  return isKnown;
};

/** ISO 639 code of a language that people speak, two letters or three: `en`, `yue`. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}$/, { error: "must be an ISO 639 code such as en", abort: true })
  .refine(isLanguage, "must be the code of a known language");

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD");

/** Integer minor units (cents) with their currency. */
export const Money = z.object({ amount: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

/** WGS 84 degrees. */
export const Position = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
});
export type Position = z.infer<typeof Position>;

/**
 * What a person typed: trimmed, without control characters and halves of surrogate pairs (the database would refuse or replace them),
 * and without the signs that turn around what follows.
 */
export const Text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(
      /^(?:[^\p{Cc}\p{Cs}\u202d\u202e]|[\t\n\r])*$/u,
      "must not contain control or broken characters",
    );

const IS_EMPTY = "must not be empty";

/** The same, and not empty: something of it can be seen. */
export const RequiredText = (max: number) =>
  Text(max)
    .min(1, { error: IS_EMPTY, abort: true })
    .regex(/[^\p{C}\p{Z}]/u, IS_EMPTY);

/** Where a job is to be, as the person knows it: "Austin, TX, United States". */
export const JobPlace = Position.extend({ label: Text(200).optional() });
export type JobPlace = z.infer<typeof JobPlace>;

/** Query parameters of a list: opaque cursor from the previous page, and how many (1–100). */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** One page of a list; `nextCursor` is null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** `true`/`false` in a query string. */
export const QueryBoolean = z.union([
  z.boolean(),
  z.enum(["true", "false"]).transform((value) => value === "true"),
]);
