"use client";
import type { Hold, JobPlace } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { api } from "../../api/browser.ts";
import { heldSeries } from "./held-series.ts";
import { heldTime } from "./held-time.ts";

export interface WishedTime {
  serviceId: string;
  /** The first one when left out. */
  variantId?: string;
  /** RFC 3339. */
  start: string;
  /** A hold that the visitor has on it already. */
  holdId?: string;
  /** Where a job at the customer's place is to be. */
  place?: JobPlace;
}

const isRefused = (error: unknown, status: number): boolean =>
  error instanceof ORPCError && error.status === status;

/** Makes sure that what the tab held before is given back: a new hold may need the very same time. */
async function releaseOthers(serviceId: string, start: string): Promise<void> {
  await heldSeries.letGo();
  for (const held of heldTime.all()) {
    if (held.serviceId === serviceId && held.start === start && !held.isLetGo) continue;
    try {
      await api.bookings.releaseHold({ id: held.holdId });
      heldTime.forget(held.serviceId, held.start);
    } catch (error) {
      if (isRefused(error, 404)) heldTime.forget(held.serviceId, held.start);
      // It became a booking just when the page was left: nothing to give back, and still the visitor's.
      else if (isRefused(error, 409))
        heldTime.write(held.serviceId, held.start, { holdId: held.holdId, isKept: true });
      else throw error;
    }
  }
}

/** The hold this tab already has on that time, else the one that was named, else a new one. */
async function findOrCreate({
  serviceId,
  variantId,
  start,
  holdId,
  place,
}: WishedTime): Promise<Hold> {
  await releaseOthers(serviceId, start);
  const held = heldTime.read(serviceId, start) ?? (holdId ? { holdId, isKept: true } : null);
  if (held) {
    try {
      const hold = await api.bookings.getHold({ id: held.holdId });
      if (!variantId || hold.variantId === variantId || hold.status === "used") {
        heldTime.write(serviceId, start, held);
        return hold;
      }
      // The same time in another variant was held before.
      await api.bookings.releaseHold({ id: hold.id });
    } catch (error) {
      if (!isRefused(error, 404)) throw error;
      heldTime.forget(serviceId, start);
    }
  }
  const hold = await api.bookings.createHold({ serviceId, variantId, start, place });
  heldTime.write(serviceId, start, { holdId: hold.id });
  return hold;
}

/**
 * Holds a time exactly once a tab, however often the page renders or reloads. `deadline` is in epoch milliseconds by the
 * visitor's clock, worked out from the seconds left by the server's.
 */
export function useHold(wished: WishedTime) {
  const { serviceId, variantId, start } = wished;
  const queries = useQueryClient();
  const queryKey = ["hold", serviceId, start, variantId];
  const query = useQuery({
    queryKey,
    queryFn: () => findOrCreate(wished),
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: false,
    retryOnMount: false,
  });
  /** A page that the browser had put away comes back as it was, but its time was given back when it left. */
  const comeBack = useEffectEvent(({ persisted }: PageTransitionEvent) => {
    const isGone = !heldTime.read(serviceId, start) || heldTime.read(serviceId, start)?.isLetGo;
    if (persisted && isGone) void queries.resetQueries({ queryKey });
  });
  useEffect(() => {
    const listen = (event: PageTransitionEvent) => comeBack(event);
    window.addEventListener("pageshow", listen);
    return () => window.removeEventListener("pageshow", listen);
  }, []);
  const holdAgain = () => {
    heldTime.forget(serviceId, start);
    return queries.resetQueries({ queryKey });
  };
  /** Keeps the time for longer, which can be done once. */
  const renewHold = async (id: string) => {
    queries.setQueryData<Hold>(queryKey, await api.bookings.renewHold({ id }));
    await queries.invalidateQueries({ queryKey: ["hold-booking", id] });
  };
  /** Takes over the hold as a change has left it. */
  const keepHold = (hold: Hold) => {
    queries.setQueryData<Hold>(queryKey, hold);
  };
  const deadline = query.data ? query.dataUpdatedAt + query.data.expiresInSeconds * 1000 : 0;
  return { ...query, deadline, holdAgain, renewHold, keepHold };
}
