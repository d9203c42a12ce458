"use client";
import { useSyncExternalStore } from "react";
import {
  parseRecentSearches,
  recentSearchesKey,
  withSearch,
  type RecentSearch,
} from "./recent-searches.ts";

const none: RecentSearch[] = [];
const listeners = new Set<() => void>();
let last: { stored: string | null; list: RecentSearch[] } = { stored: null, list: none };

/** The same list as long as the storage says the same. A browser that keeps nothing has no searches. */
const read = (): RecentSearch[] => {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(recentSearchesKey);
  } catch {
    return none;
  }
  if (stored !== last.stored) last = { stored, list: parseRecentSearches(stored) };
  return last.list;
};

const write = (list: RecentSearch[]): void => {
  try {
    if (list.length === 0) localStorage.removeItem(recentSearchesKey);
    else localStorage.setItem(recentSearchesKey, JSON.stringify(list));
  } catch {
    // Storage is full or switched off: searching works without it.
  }
  for (const changed of listeners) changed();
};

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  window.addEventListener("storage", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("storage", changed);
  };
};

/** What this browser searched for before, latest first; empty on the server. */
export const useRecentSearches = (): RecentSearch[] =>
  useSyncExternalStore(subscribe, read, () => none);

export const rememberSearch = (search: RecentSearch): void => write(withSearch(read(), search));
export const forgetSearches = (): void => write([]);
