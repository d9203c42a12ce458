import type { Holiday } from "@loconomy/contracts";
import type HolidaysOf from "date-holidays";
import { fold } from "./fold.ts";
import { REGION_NAMES } from "./region-names.ts";

type Library = typeof HolidaysOf;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const YEARS_KEPT_MAX = 300;

interface Region {
  /** ISO 3166-2 without the country: "TX". */
  code: string;
  name: string;
}

/** Public holidays of countries and their regions. */
export interface HolidayCalendar {
  isKnown(country: string): boolean;
  /** Regions that have holidays of their own, by name; empty where the country has none. */
  regions(country: string): Region[];
  /** Whole days off in a year, by day, in the country's own time; named in English where there is a name. */
  holidays(country: string, region: string | null, year: number): Holiday[];
}

let loaded: Promise<HolidayCalendar> | undefined;

/** The calendar, read when somebody asks for it first: its data take 150 ms and 40 MB. */
export const holidayCalendar = (): Promise<HolidayCalendar> =>
  (loaded ??= import("date-holidays").then(({ default: library }) => createCalendar(library)));

const createCalendar = (library: Library): HolidayCalendar => {
  const all = new library();
  const countries = new Set(Object.keys(all.getCountries()));
  const years = new Map<string, Holiday[]>();
  return {
    isKnown: (country) => countries.has(country),
    regions: (country) =>
      Object.entries(all.getStates(country, "en") ?? {})
        .map(([code, name]) => ({ code, name }))
        .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    holidays: (country, region, year) => {
      const key = `${country}.${region ?? ""}.${year}`;
      const kept = years.get(key);
      if (kept) return kept;
      if (years.size >= YEARS_KEPT_MAX) years.clear();
      const options = { types: ["public" as const] };
      const found = region ? new library(country, region, options) : new library(country, options);
      const holidays = daysOff(found.getHolidays(year, "en"), year);
      years.set(key, holidays);
      return holidays;
    },
  };
};

/** A holiday as the library has it: a stretch from `date`, a local time, that may be several days long. */
interface Stretch {
  date: string;
  start: Date;
  end: Date;
  name: string;
  substitute?: boolean;
}

/**
 * One entry a day. What begins later than its midnight is half a day off and left out; a stretch of days is each of them; what
 * falls on one day is named together.
 */
const daysOff = (stretches: readonly Stretch[], year: number): Holiday[] => {
  const days = stretches
    .filter(({ date }) => date.slice(11, 16) === "00:00")
    .flatMap(({ date, start, end, name, substitute = false }) => {
      // A day may be an hour longer or shorter.
      const hours = (end.getTime() - start.getTime()) / HOUR_MS;
      const count = Math.max(1, Math.ceil((hours - 1.5) / 24));
      return Array.from({ length: count }, (_, ahead) => ({
        day: new Date(Date.parse(date.slice(0, 10)) + ahead * DAY_MS).toISOString().slice(0, 10),
        name,
        isSubstitute: substitute,
      }));
    })
    .filter(({ day }) => day.startsWith(String(year)));
  return [...Map.groupBy(days, ({ day }) => day)]
    .map(([day, some]) => ({
      day,
      name: [...new Set(some.map(({ name }) => name))].join(", "),
      isSubstitute: some.every(({ isSubstitute }) => isSubstitute),
    }))
    .toSorted((a, b) => a.day.localeCompare(b.day));
};

/** The region that a code ("TX", "US-TX") or a name in one of its languages ("Bavaria", "Bayern") means; undefined when none. */
export const findRegion = (
  regions: readonly Region[],
  country: string,
  asked: string,
): Region | undefined => {
  const wanted = fold(asked.replace(new RegExp(`^${country}-`, "i"), ""));
  const known = Object.values(REGION_NAMES[country] ?? {})
    .map((names) => names.split("|").map(fold))
    .find((names) => names.includes(wanted));
  const names = new Set([wanted, ...(known ?? [])]);
  return (
    regions.find(({ code }) => fold(code) === wanted) ??
    regions.find(({ code, name }) => names.has(fold(name)) || names.has(fold(code)))
  );
};
