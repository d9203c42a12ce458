"use client";
import { useSyncExternalStore } from "react";
import { isTimeZone } from "./open-times.ts";

const NAME = "zone";
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
};

const read = (): string | undefined => {
  const zone = new URLSearchParams(window.location.search).get(NAME);
  return zone && isTimeZone(zone) ? zone : undefined;
};

/** The zone that the address names, if any: it outlives a reload and travels with a link. Setting undefined takes it out again. */
export const useZoneParam = (): [string | undefined, (zone: string | undefined) => void] => {
  const zone = useSyncExternalStore(subscribe, read, () => undefined);
  const set = (next: string | undefined) => {
    const address = new URL(window.location.href);
    if (next) address.searchParams.set(NAME, next);
    else address.searchParams.delete(NAME);
    window.history.replaceState(null, "", address);
    for (const listener of listeners) listener();
  };
  return [zone, set];
};
