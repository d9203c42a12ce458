"use client";
import type { Hold } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { heldTime } from "./held-time.ts";

/** The hold this tab already has on that time, else a new one. */
async function findOrCreate(serviceId: string, start: string): Promise<Hold> {
  const held = heldTime.read(serviceId, start);
  if (held) {
    try {
      return await api.bookings.getHold({ id: held.holdId });
    } catch (error) {
      if (!(error instanceof ORPCError && error.status === 404)) throw error;
      heldTime.forget(serviceId, start);
    }
  }
  const hold = await api.bookings.createHold({ serviceId, start });
  heldTime.write(serviceId, start, { holdId: hold.id });
  return hold;
}

/**
 * Holds a time exactly once a tab, however often the page renders or reloads. `deadline` is in epoch milliseconds by the
 * visitor's clock, worked out from the seconds left by the server's.
 */
export function useHold(serviceId: string, start: string) {
  const queries = useQueryClient();
  const queryKey = ["hold", serviceId, start];
  const query = useQuery({
    queryKey,
    queryFn: () => findOrCreate(serviceId, start),
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: false,
    retryOnMount: false,
  });
  const holdAgain = () => {
    heldTime.forget(serviceId, start);
    return queries.resetQueries({ queryKey });
  };
  /** Gives the time back at once; when that fails the hold ends by itself. */
  const releaseHold = () => {
    heldTime.forget(serviceId, start);
    if (!query.data) return;
    void api.bookings.releaseHold({ id: query.data.id }).catch(() => undefined);
    queries.setQueryData<Hold>(queryKey, { ...query.data, status: "released" });
  };
  const deadline = query.data ? query.dataUpdatedAt + query.data.expiresInSeconds * 1000 : 0;
  return { ...query, deadline, holdAgain, releaseHold };
}
