"use client";
import type { Holidays } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { addDays } from "./week-days.ts";

/** Where a provider works; the region as its people call it. */
export interface HolidayPlace {
  country: string;
  region: string | null;
}

const DAYS_AHEAD = 365;

/** Not every region has holidays of its own: then those of the country are meant. */
const ofYear = (country: string, region: string | null, year: number): Promise<Holidays> =>
  api.geolocation
    .listHolidays({ country, year, ...(region ? { region } : {}) })
    .catch((error: unknown) => {
      const isRefused = error instanceof ORPCError && error.code === "unprocessable";
      if (!isRefused || !region) throw error;
      return api.geolocation.listHolidays({ country, year });
    });

/** Public holidays of the coming year, from `today` (YYYY-MM-DD) on. */
export const useHolidays = ({ country, region }: HolidayPlace, today: string, enabled: boolean) =>
  useQuery({
    queryKey: ["holidays", country, region, today],
    enabled,
    queryFn: async () => {
      const year = Number(today.slice(0, 4));
      const [now, next] = await Promise.all([
        ofYear(country, region, year),
        ofYear(country, region, year + 1),
      ]);
      const items = [...now.items, ...next.items].filter(
        ({ day }) => today <= day && day <= addDays(today, DAYS_AHEAD),
      );
      return { ...now, items };
    },
  });
