import type { JobPlace } from "@loconomy/contracts";
import { readJobPlace, writeJobPlace } from "../shell/job-place.ts";
import { isTimeZone } from "./open-times.ts";
import { readWish } from "./wish.ts";

/** What the address of the page of open times says: one service, a day or a month, and a zone. */
export interface TimesQuery {
  serviceId?: string;
  variantId?: string;
  /** "YYYY-MM-DD"; its month is shown. */
  day?: string;
  /** "YYYY-MM". */
  month?: string;
  /** IANA zone. */
  zone?: string;
  /** What is waited for, as `wishParam` writes it. */
  wish?: string;
  /** Where a job at the customer's place is to be. */
  place?: JobPlace;
}

type RawParams = Record<string, string | string[] | undefined>;

const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Reads the address; whatever makes no sense is left out. */
export const readTimesQuery = (params: RawParams): TimesQuery => {
  const one = (name: string, isRight: (text: string) => boolean) => {
    const value = params[name];
    return typeof value === "string" && isRight(value) ? value : undefined;
  };
  const day = one("day", isDay);
  return {
    serviceId: one("serviceId", (text) => text !== ""),
    variantId: one("variantId", (text) => text !== ""),
    day,
    month: day?.slice(0, 7) ?? one("month", isMonth),
    zone: one("zone", isTimeZone),
    wish: one("wish", (text) => readWish(text) !== undefined),
    place: readJobPlace({ get: (name) => one(name, Boolean) ?? null }),
  };
};

/** The address of the page of open times. */
export const timesHref = (
  slug: string,
  { serviceId, variantId, day, month, zone, wish, place }: TimesQuery,
): string => {
  const params = new URLSearchParams();
  const parts = { serviceId, variantId, day, month: day ? undefined : month, zone, wish };
  for (const [name, value] of Object.entries(parts)) if (value) params.set(name, value);
  writeJobPlace(params, place);
  return `/providers/${slug}/times?${params}`;
};
