import type { Holidays } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { findRegion, holidayCalendar } from "../holiday-calendar.ts";

interface Input {
  country: string;
  region?: string;
  year: number;
}

/** Public holidays of a year. @throws unprocessable for a country without any known here, or a region that it does not have. */
export const listHolidays = async ({ country, region, year }: Input): Promise<Holidays> => {
  const calendar = await holidayCalendar();
  if (!calendar.isKnown(country))
    throw problem("unprocessable", "No holidays are known for this country.", {
      errors: [{ path: "country", message: "has no holidays that we know" }],
    });
  const regions = calendar.regions(country);
  const found = region === undefined ? undefined : findRegion(regions, country, region);
  if (region !== undefined && !found)
    throw problem("unprocessable", "This country has no such region with holidays of its own.", {
      errors: [{ path: "region", message: "must be one of the country's regions" }],
    });
  return {
    country,
    region: found?.code ?? null,
    regions,
    items: calendar.holidays(country, found?.code ?? null, year),
  };
};
