"use client";
import type { Agenda } from "@loconomy/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../../api/browser.ts";
import { agendaWeek } from "./agenda-week.ts";
import { addDays } from "./week-days.ts";

const REFRESH_MS = 20_000;

const weekOf = (id: string, monday: string) => ({
  queryKey: ["bookings", "agenda", id, monday],
  queryFn: () => api.bookings.getAgenda(agendaWeek(id, monday)),
});

interface LoadedWeek {
  monday: string;
  agenda: Agenda;
}

/** A week of a provider's calendar, kept fresh; the weeks before and after are loaded ahead. */
export function useAgenda(id: string, monday: string, first: LoadedWeek) {
  const queries = useQueryClient();
  const week = useQuery({
    ...weekOf(id, monday),
    initialData: monday === first.monday ? first.agenda : undefined,
    refetchInterval: REFRESH_MS,
  });
  useEffect(() => {
    for (const days of [7, -7])
      void queries.prefetchQuery({ ...weekOf(id, addDays(monday, days)), staleTime: REFRESH_MS });
  }, [queries, id, monday]);
  const refresh = () => queries.invalidateQueries({ queryKey: ["bookings"] });
  return { week, refresh };
}
