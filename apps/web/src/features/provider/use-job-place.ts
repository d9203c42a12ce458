"use client";
import type { JobPlace } from "@loconomy/contracts";
import { useMemo, useSyncExternalStore } from "react";
import { readJobPlace, writeJobPlace } from "../shell/job-place.ts";

const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
};

/** Where the job is to be, as the address says; a search carries its place along. Setting undefined takes it out again. */
export const useJobPlace = (): [JobPlace | undefined, (place: JobPlace | undefined) => void] => {
  const query = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const place = useMemo(() => readJobPlace(new URLSearchParams(query)), [query]);
  const set = (next: JobPlace | undefined) => {
    const address = new URL(window.location.href);
    writeJobPlace(address.searchParams, next);
    window.history.replaceState(null, "", address);
    for (const listener of listeners) listener();
  };
  return [place, set];
};
